import type { AdminGetUserCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPrincipal } from '@gatehouse/auth-core';
import type {
  Account,
  ChangePassword,
  CodeSent,
  SecondFactor,
  TotpSetUp,
  UpdateAccount,
} from '@gatehouse/contracts';
import type { OwnAccount, ProvenAttribute } from '../identity-provider/own-account.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { Notice } from '../mail/notices.js';
import { totpUri } from '../identity-provider/sign-in/totp-uri.js';
import type { UserDirectory } from '../identity-provider/user-directory.js';
import type { PasswordRules } from '../passwords/password-rules.js';
import { poolAttributes } from '../profiles/pool-attributes.js';
import type { PoolAttributes } from '../profiles/profiles.repository.js';
import type { ProfilesService } from '../profiles/profiles.service.js';
import type { StepUpService } from '../step-up/step-up.service.js';
import { accountView } from './account-view.js';
import type { SignOutService } from './sign-out.service.js';

/** The handle of a step-up, as the caller sent it. */
export type Handle = string | undefined;

type WithoutAddress<Any> = Any extends Notice ? Omit<Any, 'to'> : never;

/**
 * What users change of their own account. What lasts takes the handle of a step-up.
 *
 * All methods throw IdentityProviderRefusal and IdentityProviderUnavailableError; those with a handle
 * StepUpHandleRequiredError too.
 */
export class AccountChangesService {
  constructor(
    private readonly parts: {
      readonly own: OwnAccount;
      readonly directory: UserDirectory;
      readonly stepUps: StepUpService;
      readonly signOuts: SignOutService;
      readonly profiles: ProfilesService;
      readonly mail: Pick<MailQueue, 'add'>;
      readonly passwords: PasswordRules;
    },
    private readonly totpIssuer: string,
  ) {}

  async read(user: UserPrincipal): Promise<Account> {
    return accountView(await this.found(user));
  }

  async update(user: UserPrincipal, changes: UpdateAccount): Promise<Account> {
    const { directory, profiles } = this.parts;
    await directory.changeAttributes(directory.named(user), changes);
    const changed = await this.found(user);
    await profiles.follow(user, changed);
    return accountView(changed);
  }

  /**
   * @throws CommonPasswordError, and RevocationIncompleteError or RevocationsFullError when sessions live on although the
   *   password has changed
   */
  async changePassword(
    user: UserPrincipal,
    handle: Handle,
    { current_password, new_password, end_sessions }: ChangePassword,
  ): Promise<void> {
    const token = await this.token(user, handle);
    const attributes = poolAttributes(await this.found(user));
    const { email, name } = attributes;
    this.parts.passwords.check(new_password, { email: email ?? undefined, names: [name] });
    await this.parts.own.changePassword(token, current_password, new_password);
    await this.notify(attributes, { kind: 'password_changed' });
    if (end_sessions) await this.parts.signOuts.endAll(user);
  }

  async changeAttribute(
    user: UserPrincipal,
    handle: Handle,
    change: { readonly attribute: ProvenAttribute; readonly value: string },
  ): Promise<CodeSent> {
    const token = await this.token(user, handle);
    return this.parts.own.changeAttribute(token, change.attribute, change.value);
  }

  async sendCodeAgain(
    user: UserPrincipal,
    handle: Handle,
    attribute: ProvenAttribute,
  ): Promise<CodeSent> {
    return this.parts.own.sendCodeAgain(await this.token(user, handle), attribute);
  }

  async confirmAttribute(
    user: UserPrincipal,
    handle: Handle,
    proof: { readonly attribute: ProvenAttribute; readonly code: string },
  ): Promise<void> {
    const token = await this.token(user, handle);
    const kind = proof.attribute === 'email' ? 'email_changed' : 'phone_changed';
    await this.notifying(user, { kind }, () =>
      this.parts.own.confirmAttribute(token, proof.attribute, proof.code),
    );
    await this.parts.profiles.follow(user);
  }

  async removePhoneNumber(user: UserPrincipal, handle: Handle): Promise<void> {
    const token = await this.token(user, handle);
    await this.notifying(user, { kind: 'phone_changed' }, () =>
      this.parts.own.removePhoneNumber(token),
    );
  }

  async setUpTotp(user: UserPrincipal, handle: Handle): Promise<TotpSetUp> {
    const secret = await this.parts.own.newTotpSecret(await this.token(user, handle));
    const { email } = poolAttributes(await this.found(user));
    const account = email ?? user.username;
    return { secret, uri: totpUri({ issuer: this.totpIssuer, account, secret }) };
  }

  async confirmTotp(user: UserPrincipal, handle: Handle, code: string): Promise<void> {
    const token = await this.token(user, handle);
    await this.notifying(user, { kind: 'factor_added', factor: 'totp' }, () =>
      this.parts.own.confirmTotp(token, code),
    );
  }

  async enableFactor(
    user: UserPrincipal,
    handle: Handle,
    change: { readonly factor: SecondFactor; readonly isEnabled: boolean },
  ): Promise<void> {
    const token = await this.token(user, handle);
    const { factor, isEnabled } = change;
    const kind = isEnabled ? 'factor_added' : 'factor_removed';
    await this.notifying(user, { kind, factor }, () =>
      this.parts.own.setFactor(token, factor, { Enabled: isEnabled }),
    );
  }

  /** @param factor null: none; Cognito asks where the user has several */
  async preferFactor(
    user: UserPrincipal,
    handle: Handle,
    factor: SecondFactor | null,
  ): Promise<void> {
    const token = await this.token(user, handle);
    const { preferred } = (await this.read(user)).factors;
    const changed = factor ?? preferred;
    if (changed === null) return;
    const settings = { Enabled: true, PreferredMfa: factor !== null };
    await this.parts.own.setFactor(token, changed, settings);
  }

  /**
   * Makes a change and notifies the user at the address that was theirs before. The address is read first, so that no
   * change is made that nobody could be notified of.
   */
  async notifying(
    user: UserPrincipal,
    notice: WithoutAddress<Notice>,
    change: () => Promise<void>,
  ): Promise<void> {
    const attributes = poolAttributes(await this.found(user));
    await change();
    await this.notify(attributes, notice);
  }

  private async notify(
    { email: to, emailVerified }: PoolAttributes,
    notice: WithoutAddress<Notice>,
  ): Promise<void> {
    if (to !== null && emailVerified) await this.parts.mail.add({ ...notice, to });
  }

  private async found(user: UserPrincipal): Promise<AdminGetUserCommandOutput> {
    const { directory } = this.parts;
    return directory.find(directory.named(user));
  }

  private async token(user: UserPrincipal, handle: Handle): Promise<string> {
    const { accessToken } = await this.parts.stepUps.open(user, handle);
    return accessToken;
  }
}
