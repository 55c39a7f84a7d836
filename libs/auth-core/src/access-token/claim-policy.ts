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

/** What a Cognito access token says once it has been found good. */
export interface AccessTokenClaims {
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly username?: string;
  readonly groups: readonly string[];
  readonly authTime?: number;
  readonly acr?: string;
  readonly amr?: readonly string[];
  readonly originJti?: string;
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
  const username = optional(claims, 'username', text);
  const groups = optional(claims, 'cognito:groups', strings) ?? [];
  checkKind({ subject, clientId, username, groups });
  // One object in one go: this is on the path of every new token, and spreading parts into it costs microseconds.
  return {
    subject,
    clientId,
    username,
    groups,
    scopes: optional(claims, 'scope', scopeList) ?? [],
    authTime: optional(claims, 'auth_time', wholeSeconds),
    acr: optional(claims, 'acr', text),
    amr: optional(claims, 'amr', strings),
    originJti: optional(claims, 'origin_jti', text),
    issuedAt,
    expiresAt,
  };
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

type Identity = Pick<AccessTokenClaims, 'subject' | 'clientId' | 'username' | 'groups'>;

/** A machine's token has no username and its client id for subject; a user's has a username and a subject of its own. */
function checkKind({ subject, clientId, username, groups }: Identity): void {
  const isMachine = username === undefined;
  const isPlain = isMachine === (subject === clientId);
  demand(isPlain, ClaimError, 'neither plainly a user nor plainly a machine');
  demand(!isMachine || groups.length === 0, ClaimError, 'a machine in a group');
}
