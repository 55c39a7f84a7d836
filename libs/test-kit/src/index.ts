/**
 * What tests hold: a user pool with real keys and a real JWKS address, a builder for each kind of token Cognito issues,
 * a catalogue of forged ones, a maker of Txn-Tokens, a clock that can be moved, and starters for apps. It signs with a
 * JOSE library or Node's own cryptography and never with the code under test; it refuses to know how a token is judged,
 * and offers no way around real signatures. `@gatehouse/test-kit/nest` starts Nest apps.
 */
export { closeEvent } from './close-event.js';
export { type Clock, FakeClock } from './fake-clock.js';
export {
  type FakeAnswer,
  type FakeReaction,
  FakeServer,
  type ReceivedRequest,
} from './fake-server.js';
export { faultyJwks, type FaultyJwks, privateJwk, serving } from './faulty-jwks.js';
export { encode, Forge, type ForgedToken, type Part, type Signer } from './forged/forge.js';
export { forgedTokens, type ForgedTokenOptions } from './forged/forged-tokens.js';
export { forgedTxnTokens, type ForgedTxnToken } from './forged/forged-txn-tokens.js';
export {
  type PowerlessToken,
  tokensWithoutGroup,
  tokensWithoutScope,
} from './forged/powerless-tokens.js';
export { freePorts } from './free-ports.js';
export { type JwksAnswer, type JwksReaction, KeyServer } from './key-server.js';
export { type Closable, Resources } from './resources.js';
export { type Answer, callService } from './service-client.js';
export { generateSigningKey, type SigningKey } from './signing-key.js';
export { StartedProcess, startProcess } from './started-process.js';
export { describeWithValkey, StartedValkey } from './started-valkey.js';
export { TestGateway, type TxnTokenChanges } from './test-gateway.js';
export { TestIdentityPool, type TestIdentityPoolOptions } from './test-identity-pool.js';
export { type TxnTokenContextClaim, txnTokenContextClaims } from './txn-token-context.js';
export {
  type PoolKeys,
  TestIssuer,
  type TestIssuerOptions,
  type TokenChanges,
} from './test-issuer.js';
export { type TestHooks, type UsedResources, useResources } from './use-resources.js';
export { type WaitOptions, waitUntil } from './wait-until.js';
