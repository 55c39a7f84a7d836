import { rotationGraceSeconds, tokenLifetimes } from '../pool/client-rules.js';
import type { UserPoolClient } from '../pool/user-pool-client.js';
import { randomId } from '../random.js';
import { ownedByClient, ownedByUser } from '../owners.js';
import type { Collection } from '../store.js';
import type { User } from '../user/user.js';
import type { AuthenticationContext } from './authentication-context.js';

/** One sign-in of a user: what all tokens that come of it, now or by refresh, have in common. */
export interface TokenSession {
  /** The `origin_jti` of its tokens. */
  readonly id: string;
  readonly poolId: string;
  readonly sub: string;
  readonly clientId: string;
  readonly eventId: string;
  /** What the sign-in gave before any trigger had a say; refreshing starts from these again. */
  readonly scopes: readonly string[];
  readonly withIdToken: boolean;
  /** Whether it began at an OAuth endpoint and not with an API sign-in. */
  readonly viaOAuth: boolean;
  /** How the user proved who they are; refreshing keeps it. */
  readonly context?: AuthenticationContext | undefined;
  /** What its access tokens are bound to, their `aud` (RFC 8707); refreshing keeps it. */
  readonly resource?: string | undefined;
  /** When the user proved who they are, if that was before the session began. */
  readonly authenticatedAt?: number | undefined;
  /** The device it is bound to, in pools that remember devices: refreshing it takes the key. */
  readonly deviceKey?: string | undefined;
  /** Whether the device came with this sign-in and is still to be confirmed. */
  readonly isNewDevice?: boolean | undefined;
  readonly startedAt: number;
  /** When its tokens were renewed last, in pools that track sessions. */
  readonly lastActiveAt?: number | undefined;
  readonly refreshExpiresAt: number;
  /** When nothing that came of it can be in use any more. */
  readonly endsAt: number;
  readonly revokedAt?: number | undefined;
  readonly refreshTokens: readonly LiveRefreshToken[];
}

interface LiveRefreshToken {
  readonly id: string;
  /** When it was used up by rotation; it works on for the grace period. */
  readonly replacedAt?: number | undefined;
}

export const tokenSessions: Collection<TokenSession> = {
  name: 'tokenSessions',
  keyOf: (session) => session.id,
  owners: { user: ownedByUser, client: ownedByClient },
  indexes: {},
};

/** The most refresh tokens of one session that work at a time: several only if one is replaced more than once. */
const mostLiveTokens = 50;

/** What a sign-in says of the session it begins. */
type SessionRights = Pick<
  TokenSession,
  'scopes' | 'withIdToken' | 'viaOAuth' | 'context' | 'resource' | 'authenticatedAt'
> &
  Partial<Pick<TokenSession, 'eventId' | 'deviceKey' | 'isNewDevice'>>;

export function newTokenSession(
  user: User,
  client: UserPoolClient,
  now: number,
  rights: SessionRights,
): TokenSession {
  const { accessSeconds, idSeconds, refreshSeconds } = tokenLifetimes(client);
  const refreshExpiresAt = now + refreshSeconds * 1_000;
  return {
    id: randomId(),
    poolId: user.poolId,
    sub: user.sub,
    clientId: client.id,
    eventId: randomId(),
    ...rights,
    startedAt: now,
    refreshExpiresAt,
    endsAt: refreshExpiresAt + Math.max(accessSeconds, idSeconds) * 1_000,
    refreshTokens: [{ id: randomId() }],
  };
}

/** Whether a session can still give tokens. */
export const isActive = ({ revokedAt, refreshExpiresAt }: TokenSession, now: number): boolean =>
  revokedAt === undefined && now < refreshExpiresAt;

/** Whether a refresh token works now: it is the session's own and was not replaced longer ago than the grace period. */
export function isLiveRefreshToken(
  session: TokenSession,
  client: UserPoolClient,
  tokenId: string,
  now: number,
): boolean {
  return session.refreshTokens.some(
    (token) => token.id === tokenId && stillWorks(token, client, now),
  );
}

/**
 * Replaces a live refresh token by a new one. It keeps the session's end: a new token has what is left of the first
 * one's life (developer guide, "Refresh tokens").
 */
export function withRotatedToken(
  session: TokenSession,
  client: UserPoolClient,
  tokenId: string,
  now: number,
): { readonly session: TokenSession; readonly newTokenId: string } {
  const newTokenId = randomId();
  const live = session.refreshTokens
    .map((token) =>
      token.id === tokenId ? { ...token, replacedAt: token.replacedAt ?? now } : token,
    )
    .filter((token) => stillWorks(token, client, now));
  const refreshTokens = [...live, { id: newTokenId }].slice(-mostLiveTokens);
  return { session: { ...session, refreshTokens }, newTokenId };
}

function stillWorks(token: LiveRefreshToken, client: UserPoolClient, now: number): boolean {
  if (token.replacedAt === undefined) return true;
  return now < token.replacedAt + rotationGraceSeconds(client) * 1_000;
}
