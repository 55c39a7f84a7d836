import type { UserPool } from '../../domain/pool/user-pool.js';
import { signInNamesOf } from '../../domain/user/sign-in-names.js';
import type { User } from '../../domain/user/user.js';

/** A user with some members changed; what it may be called by follows from its attributes. */
export function changedUser(
  pool: UserPool,
  user: User,
  change: Partial<
    Omit<User, 'poolId' | 'sub' | 'username' | 'signInNames' | 'createdAt' | 'updatedAt'>
  >,
  now: number,
): User {
  const changed = { ...user, ...change, updatedAt: now };
  return { ...changed, signInNames: signInNamesOf(pool, changed) };
}
