/**
 * What tests hold: an issuer with real keys and a real JWKS address, tokens it really signed, a clock that can be
 * moved, and a starter for built apps. It signs with a JOSE library directly and never with the code under test.
 */
export { FakeClock } from './fake-clock.js';
export {
  type FakeAnswer,
  type FakeReaction,
  FakeServer,
  type ReceivedRequest,
} from './fake-server.js';
export { freePorts } from './free-ports.js';
export { type Answer, callService } from './service-client.js';
export { StartedProcess, startProcess } from './started-process.js';
export { generateSigningKey, KeyServer, type SigningKey } from './key-server.js';
export { TestGateway, type TxnTokenChanges } from './test-gateway.js';
export { TestIssuer, type TokenChanges } from './test-issuer.js';
