/**
 * What makes a Cognito token good and who its bearer is, without any framework: strict reading, the key store,
 * the claim policy, the principal, Txn-Tokens, client-credentials tokens and the exchange of authorization codes. It
 * refuses to know HTTP servers, Nest, and the scope vocabulary: it checks scopes, it doesn't know them.
 */
export {
  AccessTokenVerifier,
  type AccessTokenVerifierOptions,
} from './access-token/access-token-verifier.js';
export { type SignatureCheck, UnsafeSignatureCheckError } from './access-token/signature-step.js';
export { type AccessTokenLimits, accessTokenLimits } from './access-token/claim-policy.js';
export { type ScopesByGroup, selfServiceScope } from './access-token/effective-scopes.js';
export {
  issuerNames,
  jwksUriOf,
  poolIdOf,
  type TrustedPool,
} from './access-token/trusted-pools.js';
export {
  type AuthorizationCode,
  type CodeExchangeOptions,
  type CodeTokens,
  exchangeCode,
} from './authorization-code/exchange-code.js';
export { type Clock, systemClock } from './clock.js';
export { compactJwsLimits } from './compact-jws.js';
export * from './errors.js';
export * from './invalid-token-errors.js';
export { type JwksLimits, jwksLimits } from './keys/fetch-jwks.js';
export { type KeyStoreLimits, keyStoreLimits } from './keys/key-store.js';
export {
  authorizingScopes,
  type ClientPrincipal,
  type Principal,
  type Transaction,
  type UserPrincipal,
  type Workload,
} from './principal.js';
export type { ClientSecretValues } from './client-credentials/client-secrets.js';
export {
  type ClientCredentialsLimits,
  clientCredentialsLimits,
} from './client-credentials/limits.js';
export type { Scopes } from './client-credentials/scope-set.js';
export {
  type AccessTokens,
  type ClientCredentialsOptions,
  ClientCredentialsTokenSource,
} from './client-credentials/token-source.js';
export {
  TokenUnavailableError,
  type TokenUnavailableReason,
} from './client-credentials/token-unavailable.error.js';
export type {
  RevocableToken,
  Revocation,
  Revocations,
  RevokedEarlierSessions,
  RevokedSession,
  RevokedUser,
} from './revocation/revocation.js';
export {
  RevocationList,
  RevocationListFullError,
  revocationListLimits,
} from './revocation/revocation-list.js';
export { strictJsonLimits } from './strict-json.js';
export {
  type RequestContext,
  txnTokenHeaderName,
  txnTokenKeyLimits,
  txnTokenLimits,
} from './txn-token/txn-token.js';
export { TxnTokenVerifier, type TxnTokenVerifierOptions } from './txn-token/verify.js';
export {
  VerifiedTokenCache,
  type VerifiedTokenCacheLimits,
  verifiedTokenCacheLimits,
} from './verified-token-cache.js';
