import type { UserPrincipal } from '@gatehouse/auth-core';
import type { AccountData } from '@gatehouse/contracts';
import type { AccountChangesService, Handle } from '../account/account-changes.service.js';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import { namedUser } from '../identity-provider/user-directory.js';
import type { PasskeysService } from '../passkeys/passkeys.service.js';
import type { ProfilesService } from '../profiles/profiles.service.js';
import type { SessionsService } from '../sessions/sessions.service.js';
import type { StepUpService } from '../step-up/step-up.service.js';
import type { ErasureWorker } from './erasure-worker.js';

/** The copy of a user's data and the deletion of their account. Both require the handle of a step-up. */
export class AccountDeletionService {
  constructor(
    private readonly parts: {
      readonly stepUps: StepUpService;
      readonly worker: ErasureWorker;
      readonly changes: Pick<AccountChangesService, 'read'>;
      readonly profiles: Pick<ProfilesService, 'own'>;
      readonly passkeys: Pick<PasskeysService, 'list'>;
      readonly sessions: Pick<SessionsService, 'list'>;
    },
  ) {}

  /**
   * Has the caller's account deleted. When this returns, the request is stored; it may be repeated.
   *
   * @throws StepUpHandleRequiredError, DatabaseUnavailableError
   */
  async request(user: UserPrincipal, handle: Handle): Promise<void> {
    await this.parts.stepUps.open(user, handle);
    const { name: username, sub } = namedUser(user);
    await this.parts.worker.request({ poolId: user.poolId, sub, username });
  }

  /**
   * What is stored about the caller.
   *
   * @throws StepUpHandleRequiredError, ProfileNotFoundError, IdentityProviderRefusal, IdentityProviderUnavailableError
   */
  async data(user: UserPrincipal, handle: Handle): Promise<AccountData> {
    const passkeys = await this.passkeys(user, handle);
    const account = await this.parts.changes.read(user);
    const profile = await this.parts.profiles.own(user);
    const { sessions } = await this.parts.sessions.list(user);
    return { account, profile, passkeys, sessions, links: { orders: '/orders' } };
  }

  /** None in a pool that does not accept passkeys. */
  private async passkeys(user: UserPrincipal, handle: Handle): Promise<AccountData['passkeys']> {
    try {
      return (await this.parts.passkeys.list(user, handle)).passkeys;
    } catch (error) {
      if (error instanceof IdentityProviderRefusal && error.code === 'factor_unavailable')
        return [];
      throw error;
    }
  }
}
