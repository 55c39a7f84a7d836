import { ServiceError, userNotFound } from '../errors.js';
import { KeyedLock } from '../keyed-lock.js';
import { byPrecedence, type Group, groupMemberships, groups } from '../pool/group.js';
import { canonicalName } from '../pool/pool-rules.js';
import type { UserPool } from '../pool/user-pool.js';
import { type Change, firstOf, put, type Store, UniqueViolation } from '../store.js';
import { formOf } from './sign-in-names.js';
import { type Identity, identityText, type User, userKey, users } from './user.js';

/** The users of all pools. */
export class Users {
  private readonly locks = new KeyedLock();

  constructor(private readonly store: Store) {}

  /** Finds by username, `sub`, username attribute or verified alias. */
  find(pool: UserPool, name: string): User | undefined {
    const text = `${pool.id}/${canonicalName(pool, name)}`;
    return firstOf(this.store.find(users, 'signInName', text));
  }

  /**
   * Finds who signs in under a name: anybody that `find` finds, but not by a `sub` that isn't the username as well, which is
   * what administrators and codes go by.
   */
  findForSignIn(pool: UserPool, name: string): User | undefined {
    const user = this.find(pool, name);
    const isBySub = user?.sub === canonicalName(pool, name);
    return isBySub && user.username !== user.sub ? undefined : user;
  }

  findBySub(poolId: string, sub: string): User | undefined {
    return this.store.get(users, userKey({ poolId, sub }));
  }

  /** @throws UserNotFoundException */
  get(pool: UserPool, name: string): User {
    const user = this.find(pool, name);
    if (user === undefined) throw userNotFound();
    return user;
  }

  /** Finds by one of the texts users are looked up by. */
  lookUp(poolId: string, attribute: string, value: string): Iterable<User> {
    return this.store.find(users, 'attribute', `${poolId}/${attribute}/${value}`);
  }

  /** Finds by the beginning of such a text. */
  lookUpByPrefix(poolId: string, attribute: string, prefix: string): Iterable<User> {
    return this.store.findByPrefix(users, 'attribute', `${poolId}/${attribute}/${prefix}`);
  }

  /** Finds who is, or is linked to, somebody a third-party provider knows. */
  findByIdentity(poolId: string, identity: Identity): User | undefined {
    const text = `${poolId}/${identityText(identity)}`;
    return firstOf(this.store.find(users, 'identity', text));
  }

  /** The users of a pool, oldest first, those after a place among them. */
  ofPool(poolId: string, afterPlace = 0): Iterable<User> {
    return this.store.find(users, 'pool', poolId, afterPlace);
  }

  /** A user's place among those of the pool. */
  placeOf(poolId: string, sub: string): number | undefined {
    return this.store.placeOf(users, 'pool', poolId, userKey({ poolId, sub }));
  }

  count(poolId: string): number {
    return this.store.count(users, 'pool', poolId);
  }

  /** The user's groups in order of precedence. */
  groupsOf({ poolId, sub }: User): readonly Group[] {
    const found: Group[] = [];
    for (const { groupName } of this.store.find(groupMemberships, 'user', `${poolId}/${sub}`)) {
      const group = this.store.get(groups, `${poolId}/${groupName}`);
      if (group !== undefined) found.push(group);
    }
    return found.sort(byPrecedence);
  }

  /**
   * Runs work that changes a user alone: others who want to change the same user wait, and the work is given the
   * user as it is then.
   * @throws UserNotFoundException when the user is gone by then.
   */
  exclusively<Result>(user: User, work: (fresh: User) => Promise<Result>): Promise<Result> {
    return this.locks.run(userKey(user), () => {
      const fresh = this.findBySub(user.poolId, user.sub);
      if (fresh === undefined) throw userNotFound();
      return work(fresh);
    });
  }

  /**
   * In the middle of exclusive work: lets others change the user while something outside takes its time, such as a
   * function that itself may change the user. What was read of the user before is not to be relied on after.
   * @returns what came of it, and the user as it is then
   * @throws UserNotFoundException when the user is gone by then.
   */
  async aside<Result>(
    user: User,
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly fresh: User }> {
    const result = await this.locks.aside(userKey(user), work);
    const fresh = this.findBySub(user.poolId, user.sub);
    if (fresh === undefined) throw userNotFound();
    return { result, fresh };
  }

  /**
   * Keeps a new user, along with what else belongs to the same step.
   * @param taken what is said of a name that somebody has, if it is no address
   * @throws UsernameExistsException, or AliasExistsException when only an alias of it is taken.
   */
  create(
    user: User,
    alsoChange: readonly Change[] = [],
    taken = 'User already exists',
  ): Promise<void> {
    return this.commit(user, alsoChange, (name) =>
      user.username === user.sub || name === user.signInNames[0]
        ? usernameExists(name, taken)
        : aliasExists(name),
    );
  }

  /**
   * Keeps a changed user, along with what else belongs to the same step.
   * @throws AliasExistsException when another user has one of its names.
   */
  save(user: User, alsoChange: readonly Change[] = []): Promise<void> {
    return this.commit(user, alsoChange, aliasExists);
  }

  private async commit(
    user: User,
    alsoChange: readonly Change[],
    conflict: (takenName: string) => ServiceError,
  ): Promise<void> {
    try {
      await this.store.commit([...alsoChange, put(users, user)]);
    } catch (error) {
      if (!(error instanceof UniqueViolation) || error.index !== 'signInName') throw error;
      throw conflict(error.text.slice(user.poolId.length + 1));
    }
  }
}

function usernameExists(name: string, taken: string): ServiceError {
  const form = formOf(name);
  const text = form === 'other' ? taken : `An account with the given ${form} already exists.`;
  return new ServiceError('UsernameExistsException', text);
}

/** The refusal of a name that another user signs in with. */
export function aliasExists(name: string): ServiceError {
  const form = formOf(name);
  const what = form === 'other' ? 'preferred_username' : form;
  return new ServiceError('AliasExistsException', `An account with the ${what} already exists.`);
}
