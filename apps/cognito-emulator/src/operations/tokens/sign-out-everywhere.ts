import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';

/**
 * Ends every session a user has: all tokens given so far are refused, and signing in anew works. It waits for a refresh
 * under way, whose tokens then end too.
 */
export async function signOutEverywhere(
  { users, sessions, store }: Pick<Services, 'sessions' | 'store' | 'users'>,
  user: User,
): Promise<void> {
  await users.exclusively(user, async (fresh) => {
    const changes = sessions.revocation(sessions.ofUser(fresh));
    if (changes.length > 0) await store.commit(changes);
  });
}
