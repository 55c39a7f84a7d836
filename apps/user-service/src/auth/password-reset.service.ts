import type { ResetPassword } from '@gatehouse/contracts';
import { Injectable } from '@nestjs/common';
import { SignOutService } from '../account/sign-out.service.js';
import { IdentityProvider } from '../identity-provider/identity-provider.js';
import { MailQueue } from '../mail/mail-queue.js';
import { UserDirectory } from '../identity-provider/user-directory.js';
import { PasswordRules } from '../passwords/password-rules.js';

/** Forgotten passwords. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly identityProvider: IdentityProvider,
    private readonly directory: UserDirectory,
    private readonly signOuts: SignOutService,
    private readonly mail: MailQueue,
    private readonly passwords: PasswordRules,
  ) {}

  /** @throws IdentityProviderRefusal, IdentityProviderUnavailableError */
  async sendCode(email: string): Promise<void> {
    await this.identityProvider.forgotPassword(email);
  }

  /**
   * Sets a new password, and ends all sessions of the user: whoever knew the old password may have begun one.
   *
   * @returns the `sub` of the user
   * @throws CommonPasswordError; nothing has changed then
   * @throws IdentityProviderRefusal, IdentityProviderUnavailableError, RevocationIncompleteError, RevocationsFullError.
   *   After the last three the password may have changed already; a new code repeats all of it.
   */
  async reset(request: ResetPassword): Promise<string> {
    this.passwords.check(request.password, { email: request.email });
    await this.identityProvider.resetPassword(request);
    await this.mail.add({ kind: 'password_changed', to: request.email });
    const subject = await this.directory.subOf(request.email);
    await this.signOuts.endAll({ poolId: this.identityProvider.poolId, subject });
    return subject;
  }
}
