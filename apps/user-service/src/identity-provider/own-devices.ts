import {
  type CognitoIdentityProviderClient,
  ConfirmDeviceCommand,
  type DeviceType,
  ForgetDeviceCommand,
  ListDevicesCommand,
  UpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Devices, RememberDevice } from '@gatehouse/contracts';
import { callCognito } from './cognito-faults.js';
import { IdentityProviderUnavailableError } from './errors.js';

/** A page holds up to 60 (API reference, "ListDevices"), far more than a person uses. Bounds what one request causes. */
const mostPages = 5;

/**
 * The devices of users at Cognito, which takes a user's own access token with `aws.cognito.signin.user.admin`, as in
 * OwnAccount.
 *
 * All methods throw IdentityProviderRefusal and IdentityProviderUnavailableError.
 */
export class OwnDevices {
  constructor(private readonly cognito: CognitoIdentityProviderClient) {}

  /**
   * Registers a device and has it remembered, also in a pool that leaves this to the user.
   *
   * @param token the token of the very sign-in that returned the key: Cognito accepts no other
   */
  async remember(token: string, key: string, device: RememberDevice): Promise<void> {
    const target = { AccessToken: token, DeviceKey: key };
    const confirm = new ConfirmDeviceCommand({
      ...target,
      DeviceName: device.name,
      DeviceSecretVerifierConfig: { PasswordVerifier: device.verifier, Salt: device.salt },
    });
    const confirmed = await callCognito('manageDevices', () => this.cognito.send(confirm));
    if (confirmed.UserConfirmationNecessary !== true) return;
    const status = { ...target, DeviceRememberedStatus: 'remembered' } as const;
    await callCognito('manageDevices', () =>
      this.cognito.send(new UpdateDeviceStatusCommand(status)),
    );
  }

  /** The remembered devices, at most those of five pages. */
  async list(token: string): Promise<Devices> {
    const found: Devices['devices'] = [];
    let PaginationToken: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const command = new ListDevicesCommand({ AccessToken: token, Limit: 60, PaginationToken });
      const answer = await callCognito('manageDevices', () => this.cognito.send(command));
      found.push(...(answer.Devices ?? []).map(shown));
      PaginationToken = answer.PaginationToken;
      if (PaginationToken === undefined) break;
    }
    return { devices: found };
  }

  /** Ends the sessions of a device at Cognito, and has the next sign-in on it take the second factor again. */
  async forget(token: string, key: string): Promise<void> {
    const command = new ForgetDeviceCommand({ AccessToken: token, DeviceKey: key });
    await callCognito('manageDevices', () => this.cognito.send(command));
  }
}

/** @throws IdentityProviderUnavailableError when something of the device is missing */
function shown({
  DeviceKey: key,
  DeviceAttributes: attributes = [],
  DeviceCreateDate: created,
  DeviceLastAuthenticatedDate: used,
}: DeviceType): Devices['devices'][number] {
  if (key === undefined || created === undefined || used === undefined)
    throw new IdentityProviderUnavailableError('incomplete answer');
  const name = attributes.find(({ Name }) => Name === 'device_name')?.Value ?? null;
  return { key, name, created_at: created.toISOString(), last_used_at: used.toISOString() };
}
