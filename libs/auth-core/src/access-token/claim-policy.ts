import { type AccessTokenUser, accessTokenUser } from '../carried-claims.js';
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
  ClientNotAllowedError,
  ExpiredTokenError,
  NotYetValidTokenError,
  TokenLifetimeError,
  TokenUseError,
} from '../invalid-token-errors.js';
import type { TrustedPool } from './trusted-pools.js';

/** The claims of a Cognito access token that was found good. */
export interface AccessTokenClaims extends AccessTokenUser {
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** `iat` and `exp`, in seconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Bounds on access tokens. */
export const accessTokenLimits = {
  /** Difference allowed between Cognito's clock and ours, in seconds. */
  clockSkewSeconds: 30,
  /** Longest life, in seconds: Cognito's own maximum is a day, and a longer one is the sign of a foreign token. */
  maxLifetimeSeconds: 86_400,
  /** Longest key id, in characters. Cognito's have 44. */
  maxKeyIdLength: 128,
} as const;

export type AccessTokenLimits = { readonly [Name in keyof typeof accessTokenLimits]: number };

/**
 * What makes the claims of a Cognito access token good, apart from its signature. Cognito's access tokens differ
 * from RFC 9068: the client is in `client_id`, there is no `aud` unless a resource was asked for, no `at+jwt`
 * type, and `token_use` tells them from ID tokens.
 *
 * @param nowSeconds the present, in seconds since the epoch
 * @throws InvalidTokenError
 */
export function checkAccessTokenClaims(
  claims: Claims,
  pool: TrustedPool,
  nowSeconds: number,
  limits: AccessTokenLimits = accessTokenLimits,
): AccessTokenClaims {
  demand(claims.token_use === 'access', TokenUseError, 'not an access token');
  const clientId = required(claims, 'client_id', text);
  const isOurs = pool.clientIds.includes(clientId);
  demand(isOurs, ClientNotAllowedError, 'a client that is not on the list');
  checkAudience(claims, pool, clientId);
  const issuedAt = required(claims, 'iat', wholeSeconds);
  const expiresAt = required(claims, 'exp', wholeSeconds);
  checkTimes(claims, { issuedAt, expiresAt, nowSeconds }, limits);
  optional(claims, 'jti', text);
  const subject = required(claims, 'sub', text);
  const user = accessTokenUser(claims);
  checkKind(subject, clientId, user);
  const scopes = optional(claims, 'scope', scopeList) ?? [];
  return Object.assign({ subject, clientId, scopes, issuedAt, expiresAt }, user);
}

function checkTimes(
  claims: Claims,
  times: { readonly issuedAt: number; readonly expiresAt: number; readonly nowSeconds: number },
  { clockSkewSeconds, maxLifetimeSeconds }: AccessTokenLimits,
): void {
  const { issuedAt, expiresAt, nowSeconds } = times;
  const notBefore = optional(claims, 'nbf', wholeSeconds) ?? issuedAt;
  const latestStart = nowSeconds + clockSkewSeconds;
  demand(expiresAt + clockSkewSeconds > nowSeconds, ExpiredTokenError, 'exp has passed');
  demand(issuedAt <= latestStart, NotYetValidTokenError, 'iat is in the future');
  demand(notBefore <= latestStart, NotYetValidTokenError, 'nbf is in the future');
  const lifetime = expiresAt - issuedAt;
  demand(lifetime > 0, TokenLifetimeError, 'exp is not after iat');
  demand(lifetime <= maxLifetimeSeconds, TokenLifetimeError, 'longer than Cognito issues');
}

function checkAudience(claims: Claims, pool: TrustedPool, clientId: string): void {
  if (!('aud' in claims)) return;
  const accepted = pool.audiences ?? [clientId];
  const audience = typeof claims.aud === 'string' ? [claims.aud] : strings(claims.aud);
  demand(
    audience !== undefined &&
      audience.length > 0 &&
      audience.every((name) => accepted.includes(name)),
    AudienceError,
    'made for another audience',
  );
}

/** A machine's token has no username and its client id for subject; a user's has a username and a subject of its own. */
function checkKind(subject: string, clientId: string, { username, groups }: AccessTokenUser): void {
  const isMachine = username === undefined;
  const isPlain = isMachine === (subject === clientId);
  demand(isPlain, ClaimError, 'neither plainly a user nor plainly a machine');
  demand(!isMachine || groups.length === 0, ClaimError, 'a machine in a group');
}
