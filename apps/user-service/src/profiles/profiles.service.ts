import type { Principal, UserPrincipal } from '@gatehouse/auth-core';
import type { Profile, UpdateProfile } from '@gatehouse/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type { ErasuresRepository } from '../erasures/erasures.repository.js';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import { type KnownUser, UserDirectory } from '../identity-provider/user-directory.js';
import { isUsable, poolAttributes } from './pool-attributes.js';
import { seesEmail, seesOthers } from './profile-access.js';
import { ProfileNotFoundError } from './profile-not-found.error.js';
import {
  type PoolAttributes,
  type ProfileRow,
  ProfilesRepository,
  type UserKey,
} from './profiles.repository.js';

/** Profiles, which follow the pool: name and address are what Cognito has. */
@Injectable()
export class ProfilesService {
  private readonly logger = new Logger('profiles');

  constructor(
    private readonly profiles: ProfilesRepository,
    private readonly directory: UserDirectory,
    private readonly erasures: Pick<ErasuresRepository, 'has'>,
  ) {}

  /**
   * The caller's own profile. The pool is read when the user is first seen and again in each new session; while it
   * cannot be read, the profile shows what is known.
   *
   * @throws ProfileNotFoundError for a user whom the pool no longer has or whose account is being deleted
   */
  async own(caller: UserPrincipal): Promise<Profile> {
    const key = keyOf(caller);
    const row = await this.profiles.find(key);
    if (row?.readInSession === sessionOf(caller)) return present(row, caller);
    await this.requireNotErased(key);
    const read = await this.readOwn(caller).catch((error: unknown) => this.unread(error));
    if (read) return present(read, caller);
    return present(row ?? (await this.profiles.findOrCreate(key)), caller);
  }

  async changeOwn(caller: UserPrincipal, changes: UpdateProfile): Promise<Profile> {
    await this.own(caller);
    await this.requireNotErased(keyOf(caller));
    return present(await this.profiles.change(keyOf(caller), changes), caller);
  }

  /**
   * Has the profile follow a change that was made at the pool just now. A pool that cannot be read is read in the
   * user's next call.
   *
   * @param user what the pool has now, where the caller knows it
   */
  async follow(caller: UserPrincipal, user?: KnownUser): Promise<void> {
    await this.requireNotErased(keyOf(caller));
    try {
      await this.readOwn(caller, user);
    } catch (error) {
      await this.profiles.markUnread(keyOf(caller));
      this.unread(error);
    }
  }

  /**
   * A profile of the caller's pool. A machine is shown those of users alone who have an account at the pool that can be
   * used, at this moment: it acts for them.
   *
   * @throws ProfileNotFoundError, IdentityProviderUnavailableError
   */
  async visible(caller: Principal, id: string): Promise<Profile> {
    if (caller.kind === 'user' && caller.subject === id) return this.own(caller);
    if (!seesOthers(caller)) throw new ProfileNotFoundError();
    const key = { poolId: caller.poolId, sub: id };
    const row = await this.profiles.find(key);
    const isKnown = row !== undefined && caller.kind === 'user';
    return present(isKnown ? row : await this.readOther(key, row), caller);
  }

  private async readOwn(caller: UserPrincipal, known?: KnownUser): Promise<ProfileRow | undefined> {
    if (caller.poolId !== this.directory.poolId) return undefined;
    const user = known ?? (await this.directory.find(this.directory.named(caller)));
    return this.profiles.store(keyOf(caller), poolAttributes(user), sessionOf(caller));
  }

  /** @param row the profile there is; it is written anew only when the pool has something else */
  private async readOther(key: UserKey, row: ProfileRow | undefined): Promise<ProfileRow> {
    if (key.poolId !== this.directory.poolId) throw new ProfileNotFoundError();
    await this.requireNotErased(key);
    const user = await this.directory.findBySub(key.sub).catch(notFound);
    if (!isUsable(user)) throw new ProfileNotFoundError();
    const attributes = poolAttributes(user);
    return row && has(row, attributes) ? row : this.profiles.store(key, attributes, null);
  }

  /** What is deleted must not be stored again by a request in progress. */
  private async requireNotErased(key: UserKey): Promise<void> {
    if (await this.erasures.has(key)) throw new ProfileNotFoundError();
  }

  private unread(error: unknown): undefined {
    if (isNotFound(error)) throw new ProfileNotFoundError();
    this.logger.warn({ msg: 'a profile could not be read at the pool', err: error });
    return undefined;
  }
}

function keyOf(caller: Principal): UserKey {
  return { poolId: caller.poolId, sub: caller.subject };
}

/** The sign-in, where tokens name no session. */
function sessionOf({ originJti, authTime }: UserPrincipal): string {
  return originJti ?? `${authTime}`;
}

const isNotFound = (error: unknown): boolean =>
  error instanceof IdentityProviderRefusal && error.kind === 'not_found';

function notFound(error: unknown): never {
  throw isNotFound(error) ? new ProfileNotFoundError() : error;
}

function has(row: ProfileRow, { email, emailVerified, name }: PoolAttributes): boolean {
  return row.email === email && row.emailVerified === emailVerified && row.name === name;
}

/** An address that nobody has confirmed is not shown. */
function present(row: ProfileRow, caller: Principal): Profile {
  const email = row.emailVerified ? row.email : null;
  return {
    id: row.sub,
    displayName: row.displayName ?? row.name,
    locale: row.locale,
    ...(seesEmail(caller, row.sub) ? { email } : {}),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
