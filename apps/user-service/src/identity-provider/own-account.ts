import {
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  type CognitoIdentityProviderClient,
  CompleteWebAuthnRegistrationCommand,
  DeleteUserAttributesCommand,
  DeleteWebAuthnCredentialCommand,
  GetUserAttributeVerificationCodeCommand,
  ListWebAuthnCredentialsCommand,
  type ListWebAuthnCredentialsCommandOutput,
  SetUserMFAPreferenceCommand,
  type SetUserMFAPreferenceCommandInput,
  StartWebAuthnRegistrationCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CodeSent, Passkeys, SecondFactor } from '@gatehouse/contracts';
import { callCognito } from './cognito-faults.js';
import { IdentityProviderUnavailableError } from './errors.js';

/** Attributes that a code proves. */
export type ProvenAttribute = 'email' | 'phone_number';

/** A user has 20 passkeys at most (developer guide, "Quotas"), and a page holds up to 20: one page more for a list that grows. */
const mostPasskeyPages = 2;

/** The member of SetUserMFAPreference for each factor. */
const settingsOf = {
  totp: 'SoftwareTokenMfaSettings',
  sms: 'SMSMfaSettings',
  email: 'EmailMfaSettings',
} as const satisfies Record<SecondFactor, keyof SetUserMFAPreferenceCommandInput>;

/**
 * What users do for themselves at Cognito, which takes their own access token with `aws.cognito.signin.user.admin`: one
 * of the app client `account`.
 *
 * All methods throw IdentityProviderRefusal and IdentityProviderUnavailableError.
 */
export class OwnAccount {
  constructor(private readonly cognito: CognitoIdentityProviderClient) {}

  async changePassword(token: string, current: string, next: string): Promise<void> {
    const command = new ChangePasswordCommand({
      AccessToken: token,
      PreviousPassword: current,
      ProposedPassword: next,
    });
    await callCognito('changePassword', () => this.cognito.send(command));
  }

  /** Has a code sent to a new address. The old one stays until the code is confirmed. */
  async changeAttribute(
    token: string,
    attribute: ProvenAttribute,
    value: string,
  ): Promise<CodeSent> {
    const command = new UpdateUserAttributesCommand({
      AccessToken: token,
      UserAttributes: [{ Name: attribute, Value: value }],
    });
    const { CodeDeliveryDetailsList = [] } = await callCognito('changeAccount', () =>
      this.cognito.send(command),
    );
    const sent = CodeDeliveryDetailsList.find(({ AttributeName }) => AttributeName === attribute);
    return { destination: sent?.Destination ?? null };
  }

  async sendCodeAgain(token: string, attribute: ProvenAttribute): Promise<CodeSent> {
    const command = new GetUserAttributeVerificationCodeCommand({
      AccessToken: token,
      AttributeName: attribute,
    });
    const answer = await callCognito('changeAccount', () => this.cognito.send(command));
    return { destination: answer.CodeDeliveryDetails?.Destination ?? null };
  }

  async confirmAttribute(token: string, attribute: ProvenAttribute, code: string): Promise<void> {
    const command = new VerifyUserAttributeCommand({
      AccessToken: token,
      AttributeName: attribute,
      Code: code,
    });
    await callCognito('changeAccount', () => this.cognito.send(command));
  }

  async removePhoneNumber(token: string): Promise<void> {
    const command = new DeleteUserAttributesCommand({
      AccessToken: token,
      UserAttributeNames: ['phone_number'],
    });
    await callCognito('changeAccount', () => this.cognito.send(command));
  }

  /** @returns a secret for an authenticator app, in Base32; the one before stays until a code confirms this one */
  async newTotpSecret(token: string): Promise<string> {
    const command = new AssociateSoftwareTokenCommand({ AccessToken: token });
    const { SecretCode } = await callCognito('changeAccount', () => this.cognito.send(command));
    if (SecretCode === undefined) throw new IdentityProviderUnavailableError('incomplete answer');
    return SecretCode;
  }

  async confirmTotp(token: string, code: string): Promise<void> {
    const command = new VerifySoftwareTokenCommand({ AccessToken: token, UserCode: code });
    await callCognito('changeAccount', () => this.cognito.send(command));
    await this.setFactor(token, 'totp', { Enabled: true });
  }

  /** @param settings factors that are not named stay as they are */
  async setFactor(
    token: string,
    factor: SecondFactor,
    settings: { readonly Enabled: boolean; readonly PreferredMfa?: boolean },
  ): Promise<void> {
    const command = new SetUserMFAPreferenceCommand({
      AccessToken: token,
      [settingsOf[factor]]: settings,
    });
    await callCognito('changeAccount', () => this.cognito.send(command));
  }

  async passkeyOptions(token: string): Promise<Record<string, unknown>> {
    const command = new StartWebAuthnRegistrationCommand({ AccessToken: token });
    const answer = await callCognito('changeAccount', () => this.cognito.send(command));
    const options: unknown = answer.CredentialCreationOptions;
    if (typeof options !== 'object' || options === null) {
      throw new IdentityProviderUnavailableError('incomplete answer');
    }
    return options as Record<string, unknown>;
  }

  async registerPasskey(token: string, credential: Record<string, unknown>): Promise<void> {
    const command = new CompleteWebAuthnRegistrationCommand({
      AccessToken: token,
      Credential: JSON.parse(JSON.stringify(credential)) as Record<string, never>,
    });
    await callCognito('registerPasskey', () => this.cognito.send(command));
  }

  async passkeys(token: string): Promise<Passkeys> {
    const found: Passkeys['passkeys'] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < mostPasskeyPages; page += 1) {
      const command = new ListWebAuthnCredentialsCommand({ AccessToken: token, NextToken });
      const answer = await callCognito('changeAccount', () => this.cognito.send(command));
      found.push(...passkeysIn(answer));
      NextToken = answer.NextToken;
      if (NextToken === undefined) break;
    }
    return { passkeys: found };
  }

  async removePasskey(token: string, id: string): Promise<void> {
    const command = new DeleteWebAuthnCredentialCommand({ AccessToken: token, CredentialId: id });
    await callCognito('removePasskey', () => this.cognito.send(command));
  }
}

function passkeysIn({
  Credentials = [],
}: ListWebAuthnCredentialsCommandOutput): Passkeys['passkeys'] {
  return Credentials.flatMap(({ CredentialId: id, FriendlyCredentialName: name, CreatedAt }) =>
    id === undefined || CreatedAt === undefined
      ? []
      : [{ id, name: name ?? '', created_at: CreatedAt.toISOString() }],
  );
}
