import { setImmediate } from 'node:timers/promises';
import { invalidParameter } from '../errors.js';
import { hasUsernameAttributes } from '../pool/pool-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import type { User } from './user.js';
import type { Users } from './users.js';

/** What ListUsers can look for (SDK, ListUsers "Filter"). */
export const searchable: readonly string[] = [
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
export function parseUserFilter(filter: string): UserFilter | undefined {
  if (filter.trim() === '') return undefined;
  const [, attribute, sign, quoted] = pattern.exec(filter) ?? [];
  if (attribute === undefined || quoted === undefined)
    throw invalidParameter('Error while parsing filter.');
  if (!searchable.includes(attribute))
    throw invalidParameter(`Invalid search attribute: ${attribute}`);
  const text = quoted.replaceAll(/\\(.)/gs, '$1');
  // Of all attributes, this one alone is compared whatever the case (SDK, ListUsers "Filter").
  const value = attribute === 'cognito:user_status' ? text.toUpperCase() : text;
  return { attribute, value, byPrefix: sign === '^=' };
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

/** Whoever is looked up among more than these is found as soon by looking at everyone. */
const mostLookedUp = 1_000;

/** Those who alone can pass, oldest first; nothing when everyone has to be looked at. */
function lookedUp(users: Users, pool: UserPool, filter: UserFilter): readonly User[] | undefined {
  const candidates = candidatesFor(users, pool, filter);
  if (candidates === undefined) return undefined;
  const found: User[] = [];
  for (const user of candidates) if (found.push(user) > mostLookedUp) return undefined;
  const placeOf = ({ sub }: User) => users.placeOf(pool.id, sub) ?? 0;
  return found.sort((one, other) => placeOf(one) - placeOf(other));
}

function candidatesFor(
  users: Users,
  pool: UserPool,
  { attribute, value, byPrefix }: UserFilter,
): Iterable<User> | undefined {
  if (attribute === 'username' || attribute === 'sub') {
    if (!byPrefix) return someone(users.find(pool, value));
    if (attribute === 'sub' || hasUsernameAttributes(pool)) return undefined;
  }
  if (byPrefix && !isState(attribute)) return users.lookUpByPrefix(pool.id, attribute, value);
  return byPrefix || isCommonState(attribute, value)
    ? undefined
    : users.lookUp(pool.id, attribute, value);
}

const someone = (user: User | undefined): readonly User[] => (user === undefined ? [] : [user]);

const isState = (attribute: string) =>
  attribute === 'status' || attribute === 'cognito:user_status';

const isCommonState = (attribute: string, value: string) =>
  isState(attribute) && (value === 'Enabled' || value === 'CONFIRMED');

function passes({ byPrefix, value }: UserFilter, found: string | undefined): boolean {
  if (found === undefined) return false;
  return byPrefix ? found.startsWith(value) : found === value;
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
