import { removalOf } from '../../domain/removal.js';
import { type User, users as collection } from '../../domain/user/user.js';
import type { Services } from '../services.js';

/** Deletes a user and all that is the user's; it waits for a sign-in under way, which then ends too. */
export function deleteUser(
  { users, store }: Pick<Services, 'store' | 'users'>,
  user: User,
): Promise<void> {
  return users.exclusively(user, (fresh) => store.commit(removalOf(store, collection, [fresh])));
}
