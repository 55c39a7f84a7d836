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

export interface RefreshRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly token: string;
  readonly clientMetadata?: ClientMetadata;
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
  services: Services,
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
  return services.users.exclusively(found, (user) => {
    const session = usableSession(services, known.id, client, content.tokenId);
    if (!user.enabled) throw notAuthorized('User is disabled.');
    return issue(services, request, { user, session, tokenId: content.tokenId });
  });
}

function usableSession(
  { sessions, clock }: Services,
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

interface RefreshableSession {
  readonly user: User;
  readonly session: TokenSession;
  readonly tokenId: string;
}

async function issue(
  services: Services,
  { pool, client, clientMetadata }: RefreshRequest,
  { user, session, tokenId }: RefreshableSession,
): Promise<RefreshedTokens> {
  const source = 'TokenGeneration_RefreshTokens';
  const issued = await services.tokens.forUser({
    pool,
    client,
    user,
    session,
    source,
    clientMetadata,
  });
  if (!rotatesRefreshTokens(client)) return issued;
  const now = services.clock.nowMilliseconds();
  const rotated = withRotatedToken(session, client, tokenId, now);
  const refreshToken = await services.tokens.refreshToken(rotated.session, rotated.newTokenId);
  await services.sessions.save(rotated.session);
  return { ...issued, refreshToken };
}
