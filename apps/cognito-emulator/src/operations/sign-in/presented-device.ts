import { type Device, devices as collection } from '../../domain/device/device.js';
import { type NewDevice, newDevice, remembersDevices } from '../../domain/device/device-rules.js';
import { incorrectUsernameOrPassword } from '../../domain/errors.js';
import { type Change, put } from '../../domain/store.js';
import type { TokenSession } from '../../domain/token/token-session.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import type { ChallengeOutcome, Standing } from './challenge.js';

/**
 * The outcome of a step that may have said, with `DEVICE_KEY`, what device it comes from; what was said before stands.
 * @throws ResourceNotFoundException for a key that is no device of the user, who has to have proved something.
 */
export function onDevice(
  services: Pick<Services, 'devices'>,
  attempt: SignInAttempt,
  outcome: ChallengeOutcome,
): ChallengeOutcome {
  const deviceKey = statedKey(attempt);
  if (deviceKey === undefined) return outcome;
  const isProved = outcome.next === undefined && outcome.progress.factors.length > 0;
  if (isProved) presentedDevice(services, attempt, outcome);
  return { ...outcome, progress: { ...outcome.progress, deviceKey } };
}

/**
 * The device of the user's that a sign-in comes from. Asked only once the user has proved who they are. A key that came
 * with an earlier step, before anything was proved, and isn't one any more counts for nothing: clients repeat the
 * step that was refused without it. The pages of a domain know no devices.
 * @throws ResourceNotFoundException for a key that came with this step and is no device of the user.
 */
export function presentedDevice(
  { devices }: Pick<Services, 'devices'>,
  attempt: SignInAttempt,
  { user, progress }: Standing,
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
  services: Pick<Services, 'devices'>,
  attempt: SignInAttempt,
  standing: Standing,
): BoundDevice {
  if (!remembersDevices(attempt.pool)) return { session: {} };
  const device = presentedDevice(services, attempt, standing);
  if (device !== undefined) return { session: { deviceKey: device.key } };
  const created = newDevice(attempt.pool);
  return { session: { deviceKey: created.key, isNewDevice: true }, created };
}

/**
 * The changes that mark the device of a sign-in as used.
 * @throws NotAuthorizedException when the one that proved itself is not remembered any more: functions took their time.
 */
export function deviceUse(
  { devices, clock }: Pick<Services, 'devices' | 'clock'>,
  { user, progress }: Standing,
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
