import { ServiceError } from '../../domain/errors.js';
import { hasTokenRevocation } from '../../domain/pool/client-rules.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { isJwt } from '../../domain/token/jwt.js';
import { openRefreshToken } from '../../domain/token/refresh-token.js';
import type { Services } from '../services.js';

/**
 * Ends the session a refresh token belongs to, all its access and ID tokens included (developer guide, "Ending user
 * sessions with token revocation"). A token nobody knows, or one that is revoked already, is no fault (RFC 7009 §2.2).
 * @param client already authenticated
 * @throws UnsupportedOperationException when the client has no token revocation, UnsupportedTokenTypeException for an
 *   access or ID token, UnauthorizedException for another client's token.
 */
export async function revokeRefreshToken(
  { keys, users, sessions, store }: Pick<Services, 'keys' | 'sessions' | 'store' | 'users'>,
  client: UserPoolClient,
  token: string,
): Promise<void> {
  if (!hasTokenRevocation(client))
    throw new ServiceError(
      'UnsupportedOperationException',
      'Token revocation is not enabled for this client.',
    );
  if (isJwt(token))
    throw new ServiceError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
  const { refresh: poolKey } = await keys.of(client.poolId);
  const content = openRefreshToken(poolKey, token);
  const session = content && sessions.find(content.sessionId);
  if (session === undefined) return;
  if (session.clientId !== client.id)
    throw new ServiceError('UnauthorizedException', 'The token was not issued to this client.');
  const user = users.findBySub(session.poolId, session.sub);
  if (user === undefined) return;
  // The session is read again: a refresh under way may have replaced it meanwhile.
  await users.exclusively(user, async () => {
    const current = sessions.find(session.id);
    const changes = current === undefined ? [] : sessions.revocation([current]);
    if (changes.length > 0) await store.commit(changes);
  });
}
