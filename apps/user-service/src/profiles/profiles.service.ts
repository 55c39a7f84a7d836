import type { Principal } from '@gatehouse/auth-core';
import type { Profile, UpdateProfile } from '@gatehouse/contracts';
import { Injectable } from '@nestjs/common';
import { seesEmail, seesOthers } from './profile-access.js';
import { ProfileNotFoundError } from './profile-not-found.error.js';
import { type ProfileRow, ProfilesRepository, type UserKey } from './profiles.repository.js';

@Injectable()
export class ProfilesService {
  constructor(private readonly profiles: ProfilesRepository) {}

  /** The caller's own profile, made when they are first seen. */
  async own(caller: Principal): Promise<Profile> {
    return present(await this.profiles.findOrCreate(keyOf(caller)), caller);
  }

  async changeOwn(caller: Principal, changes: UpdateProfile): Promise<Profile> {
    return present(await this.profiles.change(keyOf(caller), changes), caller);
  }

  /**
   * A profile of the caller's pool.
   *
   * @throws ProfileNotFoundError
   */
  async visible(caller: Principal, id: string): Promise<Profile> {
    if (caller.kind === 'user' && caller.subject === id) return this.own(caller);
    if (!seesOthers(caller)) throw new ProfileNotFoundError();
    const row = await this.profiles.find({ poolId: caller.poolId, sub: id });
    if (!row) throw new ProfileNotFoundError();
    return present(row, caller);
  }
}

function keyOf(caller: Principal): UserKey {
  return { poolId: caller.poolId, sub: caller.subject };
}

function present(row: ProfileRow, caller: Principal): Profile {
  return {
    id: row.sub,
    displayName: row.displayName,
    locale: row.locale,
    ...(seesEmail(caller, row.sub) ? { email: row.email } : {}),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
