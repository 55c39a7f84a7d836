import { isAliasAttribute } from '../../domain/pool/pool-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { type Change, put } from '../../domain/store.js';
import {
  type ContactAttribute,
  type User,
  users as userCollection,
} from '../../domain/user/user.js';
import type { Users } from '../../domain/user/users.js';
import { changedUser } from './changed-user.js';

/**
 * The change that takes an alias from the user who has it, for someone who asked with ForceAliasCreation: the other's
 * attribute is no longer verified, so it is no name to sign in with any more.
 */
export function freedAlias(
  users: Users,
  pool: UserPool,
  taker: User,
  attribute: ContactAttribute,
): readonly Change[] {
  // An address that isn't proved is no alias.
  if (taker.attributes[`${attribute}_verified`] !== 'true') return [];
  const alias = taker.attributes[attribute];
  const holder = alias === undefined ? undefined : users.find(pool, alias);
  if (!holder || holder.sub === taker.sub || !isAliasAttribute(pool, attribute)) return [];
  const attributes = { ...holder.attributes, [`${attribute}_verified`]: 'false' };
  return [put(userCollection, changedUser(pool, holder, { attributes }, taker.updatedAt))];
}
