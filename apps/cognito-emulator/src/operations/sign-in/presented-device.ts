import { type Device, devices as collection } from '../../domain/device/device.js';
import { type NewDevice, newDevice, remembersDevices } from '../../domain/device/device-rules.js';
import { incorrectUsernameOrPassword } from '../../domain/errors.js';
import { type Change, put } from '../../domain/store.js';
import type { TokenSession } from '../../domain/token/token-session.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import type { ChallengeOutcome } from './challenge.js';
import type { SignInStateWithDevice, SignInState } from './sign-in-state.js';

/** The outcome of a challenge response on a device, which is known once the first factor is proved. */
export type OutcomeOnDevice = ChallengeOutcome & SignInStateWithDevice;

/**
 * Looks up the device of a challenge response, which may name it with `DEVICE_KEY`; the key that an earlier request
 * named stays otherwise.
 * @throws ResourceNotFoundException for a key that is not a device of the user, once the user has proved something
 */
export function onDevice(
  services: Pick<Services, 'devices'>,
  attempt: SignInAttempt,
  outcome: ChallengeOutcome,
): OutcomeOnDevice {
  const isProved = outcome.next === undefined && outcome.progress.factors.length > 0;
  const device = isProved ? presentedDevice(services, attempt, outcome) : undefined;
  const deviceKey = statedKey(attempt) ?? outcome.progress.deviceKey;
  return { ...outcome, device, progress: { ...outcome.progress, deviceKey } };
}

/**
 * The device of the user that a sign-in comes from. A key that an earlier request named before anything was proved is
 * ignored if the device does not exist: clients repeat a rejected request without the key. The pages of a domain have
 * no devices.
 * @throws ResourceNotFoundException for a key of this request that is not a device of the user
 */
export function presentedDevice(
  { devices }: Pick<Services, 'devices'>,
  attempt: SignInAttempt,
  { user, progress }: SignInState,
): Device | undefined {
  if (attempt.complete !== undefined || !remembersDevices(attempt.pool)) return undefined;
  const key = statedKey(attempt);
  if (key !== undefined) return devices.get(user, key);
  return progress.deviceKey === undefined ? undefined : devices.find(user, progress.deviceKey);
}

/** What device a sign-in that ends in tokens is bound to: the one it comes from, or a new one that is to be confirmed. */
export interface BoundDevice {
  readonly session: Pick<TokenSession, 'deviceKey' | 'isNewDevice'>;
  readonly created?: NewDevice | undefined;
}

export function boundDevice(
  { pool }: SignInAttempt,
  { device }: SignInStateWithDevice,
): BoundDevice {
  if (!remembersDevices(pool)) return { session: {} };
  if (device !== undefined) return { session: { deviceKey: device.key } };
  const created = newDevice(pool);
  return { session: { deviceKey: created.key, isNewDevice: true }, created };
}

/**
 * The changes that mark the device of a sign-in as used. The device is read again, because it may have been forgotten
 * while functions ran.
 * @throws NotAuthorizedException when the device that proved itself is not remembered any more
 */
export function deviceUse(
  { devices, clock }: Pick<Services, 'devices' | 'clock'>,
  { user, progress }: SignInState,
  { deviceKey = '' }: Pick<TokenSession, 'deviceKey'>,
): readonly Change[] {
  const device = devices.find(user, deviceKey);
  if (progress.provedDeviceKey !== undefined && device?.isRemembered !== true)
    throw incorrectUsernameOrPassword();
  if (device === undefined) return [];
  return [put(collection, { ...device, authenticatedAt: clock.nowMilliseconds() })];
}

const statedKey = ({ parameters: { DEVICE_KEY: key } }: SignInAttempt) =>
  key === '' ? undefined : key;
