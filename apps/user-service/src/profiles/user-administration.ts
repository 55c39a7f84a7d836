import type { Principal } from '@gatehouse/auth-core';
import { Injectable } from '@nestjs/common';
import { SignOutService } from '../account/sign-out.service.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { UserDirectory } from '../identity-provider/user-directory.js';
import { InsufficientRankError } from './insufficient-rank.error.js';
import { ProfileNotFoundError } from './profile-not-found.error.js';
import { isSelf, mayManage } from './support-rank.js';

/** What support does with users' accounts, of this service's own pool alone. */
@Injectable()
export class UserAdministration {
  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly directory: UserDirectory,
    private readonly signOuts: SignOutService,
  ) {}

  /**
   * @throws ProfileNotFoundError, InsufficientRankError, IdentityProviderRefusal, IdentityProviderUnavailableError
   */
  async disable(caller: Principal, id: string): Promise<void> {
    await this.requireRankAbove(caller, id);
    await this.signOuts.disable({ poolId: caller.poolId, subject: id });
  }

  /**
   * @throws ProfileNotFoundError, InsufficientRankError, IdentityProviderRefusal, IdentityProviderUnavailableError
   */
  async enable(caller: Principal, id: string): Promise<void> {
    await this.requireRankAbove(caller, id);
    await this.signOuts.enable(id);
  }

  /**
   * Users of another pool do not exist here. The user's groups are read at Cognito now; the caller's are those of their
   * token. When the groups cannot be read, nothing is changed.
   */
  private async requireRankAbove(caller: Principal, id: string): Promise<void> {
    if (caller.poolId !== this.identityProvider.poolId) throw new ProfileNotFoundError();
    if (isSelf(caller, id)) throw new InsufficientRankError();
    const groups = await this.directory.groupsOf(id);
    if (!mayManage(caller, groups)) throw new InsufficientRankError();
  }
}
