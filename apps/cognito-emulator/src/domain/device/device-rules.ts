import { ServiceError } from '../errors.js';
import { deviceGroupKeyFrom } from '../pool/pool-ids.js';
import type { UserPool } from '../pool/user-pool.js';
import { randomId } from '../random.js';

/** A pool remembers devices once any property of its configuration has a value (SDK, DeviceConfigurationType). */
export function remembersDevices({ settings: { DeviceConfiguration } }: UserPool): boolean {
  const { ChallengeRequiredOnNewDevice, DeviceOnlyRememberedOnUserPrompt } =
    DeviceConfiguration ?? {};
  return (
    ChallengeRequiredOnNewDevice !== undefined || DeviceOnlyRememberedOnUserPrompt !== undefined
  );
}

/** Whether a remembered device takes the place of a second factor. */
export const devicesReplaceMfa = ({ settings }: UserPool) =>
  settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true;

/** Whether users have to say that a device is to be remembered. */
export const asksBeforeRemembering = ({ settings }: UserPool) =>
  settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true;

/** What a client has to know to register the device it runs on (SDK, NewDeviceMetadataType). */
export interface NewDevice {
  readonly key: string;
  readonly groupKey: string;
}

export const newDevice = ({ id, region }: UserPool): NewDevice => ({
  key: `${region}_${randomId()}`,
  groupKey: deviceGroupKeyFrom(id),
});

export const deviceNotFound = () =>
  new ServiceError('ResourceNotFoundException', 'Device does not exist.');

/** @throws InvalidUserPoolConfigurationException when the pool doesn't remember devices. */
export function requireDevices(pool: UserPool): void {
  if (!remembersDevices(pool))
    throw new ServiceError(
      'InvalidUserPoolConfigurationException',
      'User pool does not have device configuration.',
    );
}
