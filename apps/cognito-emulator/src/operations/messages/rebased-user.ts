import { notAuthorized, tooManyRequests } from '../../domain/errors.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { type Attributes, contactAttributes, type User } from '../../domain/user/user.js';
import { changedUser } from '../users/changed-user.js';

interface Histories {
  /** The user that changes were based on. */
  readonly base: User;
  /** With the changes, which aren't kept yet. */
  readonly ours: User;
  /** As others have left the user meanwhile. */
  readonly fresh: User;
}

/**
 * Changes of a user put on top of what others have changed meanwhile.
 * @throws NotAuthorizedException when the user is disabled by then, TooManyRequestsException when what was decided isn't
 *   to be relied on any more: the request is to be made again.
 */
export function rebasedUser(pool: UserPool, { base, ours, fresh }: Histories): User {
  if (fresh === base) return ours;
  if (base.enabled && !fresh.enabled) throw notAuthorized('User is disabled.');
  if (!isAsDecidedOn(base, fresh)) throw tooManyRequests();
  const change = {
    ...changedMembers(base, ours),
    attributes: merged(base.attributes, ours.attributes, fresh.attributes),
    codes: merged(base.codes ?? {}, ours.codes ?? {}, fresh.codes ?? {}),
  };
  return changedUser(pool, fresh, change, ours.updatedAt);
}

/** Whether nothing has changed that decides what may become of a user, and where messages go. */
const isAsDecidedOn = (base: User, fresh: User) =>
  base.status === fresh.status &&
  base.password === fresh.password &&
  contactAttributes.every((name) => base.attributes[name] === fresh.attributes[name]);

function changedMembers(base: User, ours: User): Partial<User> {
  const names = (Object.keys(ours) as (keyof User)[]).filter((name) => ours[name] !== base[name]);
  return Object.fromEntries(names.map((name) => [name, ours[name]]));
}

/** The entries of others, with ours where we have changed them. */
function merged<Entries extends Attributes | NonNullable<User['codes']>>(
  base: Entries,
  ours: Entries,
  fresh: Entries,
): Entries {
  const entriesOf = (entries: Entries) => new Map<string, unknown>(Object.entries(entries));
  const [before, changed, result] = [entriesOf(base), entriesOf(ours), entriesOf(fresh)];
  for (const [name, value] of changed) if (before.get(name) !== value) result.set(name, value);
  for (const name of before.keys()) if (!changed.has(name)) result.delete(name);
  return Object.fromEntries(result) as Entries;
}
