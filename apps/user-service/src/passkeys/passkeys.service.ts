import type { UserPrincipal } from '@gatehouse/auth-core';
import type { PasskeyOptions, Passkeys } from '@gatehouse/contracts';
import type { AccountChangesService, Handle } from '../account/account-changes.service.js';
import { noSuchPasskey } from '../identity-provider/faults.js';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import type { OwnAccount } from '../identity-provider/own-account.js';
import type { UserKey } from '../profiles/profiles.repository.js';
import type { StepUpService } from '../step-up/step-up.service.js';
import type { PasskeyNamesRepository } from './passkey-names.repository.js';

/**
 * The passkeys of users, which are at Cognito, and their names, which are here.
 *
 * All methods throw StepUpHandleRequiredError, IdentityProviderRefusal and IdentityProviderUnavailableError.
 */
export class PasskeysService {
  constructor(
    private readonly parts: {
      readonly own: OwnAccount;
      readonly stepUps: StepUpService;
      readonly changes: Pick<AccountChangesService, 'notifying'>;
      readonly names: PasskeyNamesRepository;
    },
  ) {}

  async options(user: UserPrincipal, handle: Handle): Promise<PasskeyOptions> {
    return this.parts.own.passkeyOptions(await this.token(user, handle));
  }

  async register(
    user: UserPrincipal,
    handle: Handle,
    credential: Record<string, unknown>,
  ): Promise<void> {
    const token = await this.token(user, handle);
    await this.parts.changes.notifying(user, { kind: 'passkey_added' }, () =>
      this.parts.own.registerPasskey(token, credential),
    );
  }

  /** A passkey without a name of the user's own has the one that Cognito gave it. */
  async list(user: UserPrincipal, handle: Handle): Promise<Passkeys> {
    const { passkeys } = await this.parts.own.passkeys(await this.token(user, handle));
    const names = await this.parts.names.of(keyOf(user));
    return { passkeys: passkeys.map((one) => ({ ...one, name: names.get(one.id) ?? one.name })) };
  }

  async rename(
    user: UserPrincipal,
    handle: Handle,
    passkey: { readonly id: string; readonly name: string },
  ): Promise<void> {
    const { passkeys } = await this.parts.own.passkeys(await this.token(user, handle));
    const ids = passkeys.map(({ id }) => id);
    if (!ids.includes(passkey.id)) throw new IdentityProviderRefusal(...noSuchPasskey);
    await this.parts.names.set(keyOf(user), passkey, ids);
  }

  async remove(user: UserPrincipal, handle: Handle, id: string): Promise<void> {
    const token = await this.token(user, handle);
    await this.parts.changes.notifying(user, { kind: 'passkey_removed' }, () =>
      this.parts.own.removePasskey(token, id),
    );
  }

  private async token(user: UserPrincipal, handle: Handle): Promise<string> {
    const { accessToken } = await this.parts.stepUps.open(user, handle);
    return accessToken;
  }
}

const keyOf = ({ poolId, subject: sub }: UserPrincipal): UserKey => ({ poolId, sub });
