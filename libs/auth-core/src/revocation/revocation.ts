/** One sign-in has ended: every token that carries its `origin_jti` is rejected. */
export interface RevokedSession {
  readonly kind: 'session';
  readonly poolId: string;
  readonly originJti: string;
  /** The session's user, so that a `RevokedEarlierSessions` of that user can replace this entry. */
  readonly subject?: string;
  /** `auth_time` of the session, in seconds since the epoch. */
  readonly startedAt?: number;
  /** When the last token it concerns has expired, in seconds since the epoch; kept until then. */
  readonly expiresAt: number;
}

/** All of a user's tokens issued up to a moment are rejected. */
export interface RevokedUser {
  readonly kind: 'user';
  readonly poolId: string;
  readonly subject: string;
  /** Tokens with this `iat` or an earlier one are rejected, in seconds since the epoch. */
  readonly issuedUntil: number;
  /** When the last token it concerns has expired, in seconds since the epoch; kept until then. */
  readonly expiresAt: number;
}

/**
 * All of a user's sessions that began up to a moment have ended. Cognito keeps `auth_time` when it refreshes tokens, so
 * that this also ends sessions whose refresh tokens still work. A user token without `auth_time` is rejected.
 */
export interface RevokedEarlierSessions {
  readonly kind: 'earlier_sessions';
  readonly poolId: string;
  readonly subject: string;
  /** Tokens with this `auth_time` or an earlier one are rejected, in seconds since the epoch. */
  readonly startedUntil: number;
  /** When the last token it concerns has expired, in seconds since the epoch; kept until then. */
  readonly expiresAt: number;
}

/** Something that ends access tokens before their `exp`. */
export type Revocation = RevokedSession | RevokedUser | RevokedEarlierSessions;

/** The claims that decide whether a token has been revoked. */
export interface RevocableToken {
  readonly poolId: string;
  readonly subject: string;
  /** `iat`, in seconds since the epoch. */
  readonly issuedAt: number;
  /** `auth_time`, in seconds since the epoch. */
  readonly authTime?: number;
  readonly originJti?: string;
}

/** Called for every token, cached or new, so it must return at once, from memory. */
export interface Revocations {
  isRevoked(token: RevocableToken): boolean;
}
