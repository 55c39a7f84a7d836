import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

interface SessionRequest {
  readonly SessionId: string;
  readonly RevokeAssociatedSessions?: string | undefined;
}

/**
 * Ends a session of a user, and with `LINKED` the sessions directly linked to it.
 * @throws ResourceNotFoundException
 */
export function endSession(
  { users, userSessions, store }: Pick<Services, 'users' | 'userSessions' | 'store'>,
  { pool, user }: { readonly pool: UserPool; readonly user: User },
  { SessionId: id, RevokeAssociatedSessions: associated }: SessionRequest,
): Promise<void> {
  return users.exclusively(user, (fresh) =>
    store.commit(userSessions.revocation(pool, fresh, id, associated === 'LINKED')),
  );
}
