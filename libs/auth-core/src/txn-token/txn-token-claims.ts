import { type Claims, demand, required, wholeSeconds } from '../claims.js';
import {
  AudienceError,
  ExpiredTokenError,
  IssuerError,
  NotYetValidTokenError,
  TokenLifetimeError,
} from '../invalid-token-errors.js';
import type { Principal } from '../principal.js';
import { decodeCaller } from './caller-codec.js';
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
  return { expiresAt: checkTimes(claims, nowSeconds), principal: decodeCaller(claims) };
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
