import {
  type Claims,
  demand,
  optional,
  required,
  scopeList,
  strings,
  text,
  wholeSeconds,
} from '../claims.js';
import {
  AudienceError,
  ClaimError,
  ExpiredTokenError,
  IssuerError,
  NotYetValidTokenError,
  TokenLifetimeError,
} from '../invalid-token-errors.js';
import type { Principal } from '../principal.js';
import { txnTokenLimits } from './txn-token.js';

/**
 * Whom the claims of a Txn-Token name, once its signature has been found good, and when it expires, in seconds since
 * the epoch. The principal is frozen all through, because it is remembered and given to many requests.
 *
 * @param nowSeconds the present, in seconds since the epoch
 * @throws InvalidTokenError
 */
export function checkTxnTokenClaims(
  claims: Claims,
  expected: { readonly issuer: string; readonly audience: string },
  nowSeconds: number,
): { readonly principal: Principal; readonly expiresAt: number } {
  demand(claims.iss === expected.issuer, IssuerError, 'not from our gateway');
  demand(claims.aud === expected.audience, AudienceError, 'made for another service');
  return { expiresAt: checkTimes(claims, nowSeconds), principal: readPrincipal(claims) };
}

function checkTimes(claims: Claims, nowSeconds: number): number {
  const { clockSkewSeconds, maxLifetimeSeconds } = txnTokenLimits;
  const expiresAt = required(claims, 'exp', wholeSeconds);
  const issuedAt = required(claims, 'iat', wholeSeconds);
  const lifetime = expiresAt - issuedAt;
  demand(expiresAt + clockSkewSeconds > nowSeconds, ExpiredTokenError, 'exp has passed');
  demand(issuedAt - clockSkewSeconds <= nowSeconds, NotYetValidTokenError, 'iat is in the future');
  demand(lifetime > 0, TokenLifetimeError, 'exp is not after iat');
  demand(lifetime <= maxLifetimeSeconds, TokenLifetimeError, 'longer than a minute');
  return expiresAt;
}

function readPrincipal(claims: Claims): Principal {
  const context = required(claims, 'tctx', record);
  const caller = {
    subject: required(claims, 'sub', text),
    poolId: required(context, 'pool_id', text),
    clientId: required(context, 'client_id', text),
    issuedAt: required(claims, 'iat', wholeSeconds),
    scopes: Object.freeze(optional(claims, 'scope', scopeList) ?? []),
    requestingWorkloads: Object.freeze([required(claims, 'req_wl', text)]),
    transaction: Object.freeze(readTransaction(claims)),
  };
  if (context.kind === 'client') return Object.freeze({ ...caller, kind: 'client' });
  demand(context.kind === 'user', ClaimError, 'neither a user nor a machine');
  return Object.freeze({ ...caller, kind: 'user', ...readUser(context) });
}

function readTransaction(claims: Claims) {
  const requestContext = optional(claims, 'rctx', record) ?? {};
  return {
    id: required(claims, 'txn', text),
    clientAddress: optional(requestContext, 'req_ip', text),
  };
}

function readUser(context: Claims) {
  const amr = optional(context, 'amr', strings);
  return {
    username: required(context, 'username', text),
    groups: Object.freeze(optional(context, 'groups', strings) ?? []),
    identityProvider: optional(context, 'identity_provider', text),
    authTime: optional(context, 'auth_time', wholeSeconds),
    acr: optional(context, 'acr', text),
    amr: amr && Object.freeze(amr),
    originJti: optional(context, 'origin_jti', text),
  };
}

function record(value: unknown): Claims | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Claims) : undefined;
}
