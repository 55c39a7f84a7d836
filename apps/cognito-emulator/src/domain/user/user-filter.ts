import { setImmediate } from 'node:timers/promises';
import { invalidParameter } from '../errors.js';
import type { UserPool } from '../pool/user-pool.js';
import type { User } from './user.js';
import type { Users } from './users.js';

/** What ListUsers can look for (SDK, ListUsers "Filter"). */
const searchable = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
];

const pattern = /^\s*"?([\w:]+)"?\s*(=|\^=)\s*"((?:[^"\\]|\\.)*)"\s*$/s;

export interface UserFilter {
  readonly attribute: string;
  readonly value: string;
  readonly byPrefix: boolean;
}

/**
 * Reads `attribute = "value"` or `attribute ^= "value"`; an empty text asks for everyone.
 * @throws InvalidParameterException for anything else.
 */
export function parseUserFilter(text: string): UserFilter | undefined {
  if (text.trim() === '') return undefined;
  const [, attribute, sign, quoted] = pattern.exec(text) ?? [];
  if (attribute === undefined || quoted === undefined)
    throw invalidParameter('Error while parsing filter.');
  if (!searchable.includes(attribute))
    throw invalidParameter(`Error while parsing filter: ${attribute} can't be searched by.`);
  return { attribute, value: quoted.replaceAll(/\\(.)/gs, '$1'), byPrefix: sign === '^=' };
}

/**
 * The users a filter lets through, oldest first, those after a place in the pool. Whole names and addresses are looked
 * up, not searched for.
 */
export function filteredUsers(
  users: Users,
  pool: UserPool,
  filter: UserFilter | undefined,
  afterPlace: number,
): Iterable<User> | AsyncIterable<User> {
  if (filter === undefined) return users.ofPool(pool.id, afterPlace);
  const known = lookedUp(users, pool, filter);
  if (known === undefined) return passing(users.ofPool(pool.id, afterPlace), filter);
  const rest = known.filter(({ sub }) => (users.placeOf(pool.id, sub) ?? 0) > afterPlace);
  return passing(rest, filter);
}

/** Looking at a great many users takes a while: others get their turn in between. */
async function* passing(candidates: Iterable<User>, filter: UserFilter): AsyncIterable<User> {
  let looked = 0;
  for (const user of candidates) {
    if (passes(filter, valueOf(user, filter.attribute))) yield user;
    if ((looked += 1) % candidatesInOneGo === 0) await setImmediate();
  }
}

const candidatesInOneGo = 5_000;

/** Those who alone can pass; nothing when everyone has to be looked at. */
function lookedUp(users: Users, pool: UserPool, filter: UserFilter): readonly User[] | undefined {
  const { attribute, value, byPrefix } = filter;
  if (byPrefix) return undefined;
  if (attribute === 'email' || attribute === 'phone_number')
    return [...users.findByContact(pool.id, attribute, value)];
  if (attribute !== 'username' && attribute !== 'sub') return undefined;
  const user = users.find(pool, value);
  return user === undefined ? [] : [user];
}

function passes({ attribute, byPrefix, value }: UserFilter, found: string | undefined): boolean {
  if (found === undefined) return false;
  // Of all attributes, this one alone is compared whatever the case (SDK, ListUsers "Filter").
  const wanted = attribute === 'cognito:user_status' ? value.toUpperCase() : value;
  return byPrefix ? found.startsWith(wanted) : found === wanted;
}

function valueOf(user: User, attribute: string): string | undefined {
  switch (attribute) {
    case 'username':
      return user.username;
    case 'sub':
      return user.sub;
    case 'cognito:user_status':
      return user.status;
    case 'status':
      return user.enabled ? 'Enabled' : 'Disabled';
    default:
      return user.attributes[attribute];
  }
}
