import type { Principal } from '@gatehouse/auth-core';
import { Injectable, Logger } from '@nestjs/common';
import { SignOutService } from '../account/sign-out.service.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { ProfileNotFoundError } from './profile-not-found.error.js';

/** What support does with users' accounts, of this service's own pool alone. Each time is in the log. */
@Injectable()
export class UserAdministration {
  private readonly logger = new Logger('users');

  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly signOuts: SignOutService,
  ) {}

  /** @throws ProfileNotFoundError, IdentityProviderRefusal, IdentityProviderUnavailableError */
  async disable(caller: Principal, id: string): Promise<void> {
    this.demandOwnPool(caller);
    await this.signOuts.disable({ poolId: caller.poolId, subject: id });
    this.logger.log({ event: 'user.disabled', clientId: caller.clientId });
  }

  /** @throws ProfileNotFoundError, IdentityProviderRefusal, IdentityProviderUnavailableError */
  async enable(caller: Principal, id: string): Promise<void> {
    this.demandOwnPool(caller);
    await this.signOuts.enable(id);
    this.logger.log({ event: 'user.enabled', clientId: caller.clientId });
  }

  /** Users of another pool don't exist here. */
  private demandOwnPool(caller: Principal): void {
    if (caller.poolId !== this.identityProvider.poolId) throw new ProfileNotFoundError();
  }
}
