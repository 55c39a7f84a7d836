import type { ResetPassword } from '@gatehouse/contracts';
import type { SignOutService } from '../account/sign-out.service.js';
import type { IdentityProvider } from '../identity-provider/identity-provider.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { UserDirectory } from '../identity-provider/user-directory.js';
import type { PasswordRules } from '../passwords/password-rules.js';

/** Forgotten passwords. */
export class PasswordResetService {
  constructor(
    private readonly parts: {
      readonly identityProvider: IdentityProvider;
      readonly directory: UserDirectory;
      readonly signOuts: SignOutService;
      readonly mail: MailQueue;
      readonly passwords: PasswordRules;
    },
  ) {}

  /** @throws IdentityProviderRefusal, IdentityProviderUnavailableError */
  async sendCode(email: string): Promise<void> {
    await this.parts.identityProvider.forgotPassword(email);
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
    const { identityProvider, directory, signOuts, mail, passwords } = this.parts;
    passwords.check(request.password, { email: request.email });
    await identityProvider.resetPassword(request);
    await mail.add({ kind: 'password_changed', to: request.email });
    const subject = await directory.subOf(request.email);
    await signOuts.endAll({ poolId: identityProvider.poolId, subject });
    return subject;
  }
}
