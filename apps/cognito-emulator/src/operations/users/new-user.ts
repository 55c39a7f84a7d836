import { hasUsernameAttributes } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { randomId } from '../../domain/random.js';
import { formOf, signInNamesOf } from '../../domain/user/sign-in-names.js';
import type { Attributes, User, UserStatus } from '../../domain/user/user.js';

/**
 * A new user of a pool, not kept anywhere yet. In pools with username attributes the name given is the value of one of
 * them, and the user's own name is the `sub`.
 */
export function newUser(
  pool: UserPool,
  given: {
    readonly username: string;
    readonly attributes: Attributes;
    readonly status: UserStatus;
  },
  now: number,
): User {
  const sub = randomId();
  const form = formOf(given.username);
  const nameIsAttribute = hasUsernameAttributes(pool) && form !== 'other';
  const username = nameIsAttribute ? sub : given.username;
  const attributes = nameIsAttribute
    ? { ...given.attributes, [form]: given.username }
    : given.attributes;
  const user = { poolId: pool.id, sub, username, attributes };
  return {
    ...user,
    signInNames: signInNamesOf(pool, user),
    status: given.status,
    enabled: true,
    createdAt: now,
    updatedAt: now,
  };
}
