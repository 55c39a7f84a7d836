import { remembersDevices } from '../../domain/device/device-rules.js';
import { notAuthorized, ServiceError } from '../../domain/errors.js';
import { rotatesRefreshTokens } from '../../domain/pool/client-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { ClientMetadata } from '../../domain/token/pre-token-generation.js';
import { openRefreshToken } from '../../domain/token/refresh-token.js';
import type { IssuedTokens } from '../../domain/token/token-issuer.js';
import {
  isLiveRefreshToken,
  type TokenSession,
  withRotatedToken,
} from '../../domain/token/token-session.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import { withUserLockReleased } from './user-lock-released.js';

export interface RefreshRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly token: string;
  readonly clientMetadata?: ClientMetadata;
  /** The device it is asked for from. */
  readonly deviceKey?: string | undefined;
  /** Called with the user before anything is given, for proofs that name the user. */
  readonly check?: ((user: User) => void) | undefined;
}

export interface RefreshedTokens extends IssuedTokens {
  /** The token that takes the place of the one used; only clients with rotation get one. */
  readonly refreshToken?: string | undefined;
}

/**
 * New tokens for a session whose refresh token is shown. They say what the sign-in's said, `auth_time` included.
 * @throws NotAuthorizedException, or RefreshTokenReuseException for a token that was replaced longer ago than the
 *   client's grace period.
 */
export async function refresh(
  services: Pick<Services, 'clock' | 'devices' | 'keys' | 'sessions' | 'tokens' | 'users'>,
  request: RefreshRequest,
): Promise<RefreshedTokens> {
  const { pool, client, check } = request;
  const { refresh: poolKey } = await services.keys.of(pool.id);
  const content = openRefreshToken(poolKey, request.token);
  const known = content && services.sessions.find(content.sessionId);
  if (known?.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  const found = services.users.findBySub(pool.id, known.sub);
  if (!content || !found) throw notAuthorized('Invalid Refresh Token');
  check?.(found);
  return services.users.exclusively(found, async (user) => {
    const session = usableSession(services, known.id, client, content.tokenId);
    if (!user.enabled) throw notAuthorized('User is disabled.');
    requireOwnDevice(services, request, session);
    const issued = await issue(services, request, { user, session });
    const still = usableSession(services, known.id, client, content.tokenId);
    requireOwnDevice(services, request, still);
    const isTracked = pool.sessionTracking?.isOn === true;
    const lastActiveAt = services.clock.nowMilliseconds();
    const used = isTracked ? { ...still, lastActiveAt } : still;
    return rotated(services, client, issued, { session: used, tokenId: content.tokenId });
  });
}

function usableSession(
  { sessions, clock }: Pick<Services, 'clock' | 'sessions'>,
  sessionId: string,
  client: UserPoolClient,
  tokenId: string,
): TokenSession {
  const now = clock.nowMilliseconds();
  const session = sessions.find(sessionId);
  if (session === undefined || session.revokedAt !== undefined)
    throw notAuthorized('Refresh Token has been revoked');
  if (now >= session.refreshExpiresAt) throw notAuthorized('Refresh Token has expired');
  if (!isLiveRefreshToken(session, client, tokenId, now))
    throw new ServiceError(
      'RefreshTokenReuseException',
      'The refresh token was used before and has been replaced.',
    );
  return session;
}

/**
 * A pool that remembers devices wants the key of the one a sign-in is bound to, and it has to be confirmed: so forgetting
 * a device ends what it was signed in to (AWS, "Tracking and remembering devices"). OAuth endpoints take no key.
 * @throws NotAuthorizedException
 */
function requireOwnDevice(
  { devices }: Pick<Services, 'devices'>,
  { pool, deviceKey }: RefreshRequest,
  session: TokenSession,
): void {
  if (session.deviceKey === undefined || !remembersDevices(pool)) return;
  if (deviceKey !== session.deviceKey || devices.find(session, deviceKey) === undefined)
    throw notAuthorized('Invalid Refresh Token');
}

/** While a function is asked for the claims, the session may end: it is to be looked at again after. */
async function issue(
  services: Pick<Services, 'tokens' | 'users'>,
  { pool, client, clientMetadata }: RefreshRequest,
  { user, session }: { readonly user: User; readonly session: TokenSession },
): Promise<IssuedTokens> {
  const source = 'TokenGeneration_RefreshTokens' as const;
  const asked = { pool, client, user, session, source, clientMetadata } as const;
  const state = { user, progress: { username: user.username, factors: [], source } };
  const { result } = await withUserLockReleased(services, pool, state, () =>
    services.tokens.forUser(asked),
  );
  return result;
}

/** With another token in the place of the one that was shown, for clients that are to have one. */
async function rotated(
  services: Pick<Services, 'clock' | 'sessions' | 'tokens'>,
  client: UserPoolClient,
  issued: IssuedTokens,
  { session, tokenId }: { readonly session: TokenSession; readonly tokenId: string },
): Promise<RefreshedTokens> {
  if (!rotatesRefreshTokens(client)) {
    if (session !== services.sessions.find(session.id)) await services.sessions.save(session);
    return issued;
  }
  const now = services.clock.nowMilliseconds();
  const next = withRotatedToken(session, client, tokenId, now);
  const refreshToken = await services.tokens.refreshToken(next.session, next.newTokenId);
  await services.sessions.save(next.session);
  return { ...issued, refreshToken };
}
