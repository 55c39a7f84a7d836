import type { SignOutService } from '../account/sign-out.service.js';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import type { NamedUser, UserDirectory } from '../identity-provider/user-directory.js';
import { poolAttributes } from '../profiles/pool-attributes.js';
import type { ErasureRow, ErasuresRepository, ErasureUser } from './erasures.repository.js';

/**
 * How long an erasure is stored after its user was deleted: longer than the gateway's Txn-Tokens are accepted (60 s and the
 * clock skew), with which a request could still create a profile. Not a setting: with less, one could be left over.
 */
const settleMilliseconds = 120_000;

/** A user who is about to be deleted, and the verified address that they can be notified at. */
export interface DeletedAccount {
  readonly poolId: string;
  readonly sub: string;
  readonly email: string;
}

export interface ErasureParts {
  readonly erasures: ErasuresRepository;
  readonly directory: Pick<UserDirectory, 'poolId' | 'find' | 'remove'>;
  readonly signOuts: Pick<SignOutService, 'disableForDeletion'>;
  /**
   * Called with the address of a user before the user is deleted, at least once. The user is deleted only after it has
   * returned. Absent: no notice.
   */
  readonly onDeleted?: (account: DeletedAccount) => Promise<void>;
}

/**
 * The steps of a deletion. Each is stored when it is done and can be repeated, so that an erasure goes on after a failure
 * or the end of the process at any point.
 *
 * All methods throw IdentityProviderUnavailableError, RevocationIncompleteError, RevocationsFullError,
 * DatabaseUnavailableError and DatabaseError.
 */
export class ErasureSteps {
  constructor(private readonly parts: ErasureParts) {}

  /** Does what can be done of an erasure now. */
  async advance(row: ErasureRow): Promise<void> {
    if (row.userDeletedAt !== null) return this.parts.erasures.remove(row);
    if (row.sessionsEndedAt === null) await this.endSessions(row);
    if (this.parts.erasures.isWaiting(row)) return;
    await this.parts.erasures.removeData(row);
    await this.deleteUser(row);
    await this.parts.erasures.markUserDeleted(row, settleMilliseconds);
  }

  /** Keeps the user from signing in and ends all sessions. Users of another pool cannot be managed here. */
  async endSessions(user: ErasureUser): Promise<void> {
    await this.disable(user);
    await this.parts.erasures.markSessionsEnded(user);
  }

  /** Support may have enabled the user since the sessions ended, so the user is disabled again first. */
  private async deleteUser(user: ErasureUser): Promise<void> {
    if (!this.isOfThisPool(user)) return;
    await this.disable(user);
    const name = nameOf(user);
    const found = await this.parts.directory.find(name).catch(unlessGone);
    if (found === undefined) return;
    const { email, emailVerified } = poolAttributes(found);
    if (email !== null && emailVerified) {
      await this.parts.onDeleted?.({ poolId: user.poolId, sub: user.sub, email });
    }
    await this.parts.directory.remove(name).catch(unlessGone);
  }

  private async disable(user: ErasureUser): Promise<void> {
    if (!this.isOfThisPool(user)) return;
    await this.parts.signOuts.disableForDeletion({ poolId: user.poolId, ...nameOf(user) });
  }

  private isOfThisPool({ poolId }: ErasureUser): boolean {
    return poolId === this.parts.directory.poolId;
  }
}

function nameOf({ sub, username }: ErasureUser): NamedUser {
  return { name: username, sub };
}

function unlessGone(error: unknown): undefined {
  if (error instanceof IdentityProviderRefusal && error.kind === 'not_found') return undefined;
  throw error;
}
