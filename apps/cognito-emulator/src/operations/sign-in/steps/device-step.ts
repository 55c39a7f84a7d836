import { devicesReplaceMfa } from '../../../domain/device/device-rules.js';
import { deviceSrpChallenge } from '../challenges/device-srp-auth.js';
import { presentedDevice } from '../presented-device.js';
import type { SignInStep } from './index.js';

/**
 * Asks a remembered device to prove that it is the one (developer guide, "Signing in with a device"). Devices that are
 * only tracked are taken at their word, as it earns them nothing.
 */
export const deviceStep: SignInStep = (services, attempt, standing) => {
  const device = presentedDevice(services, attempt, standing);
  if (device?.isRemembered !== true || device.secret === undefined) return undefined;
  if (device.key === standing.progress.provedDeviceKey) return undefined;
  return deviceSrpChallenge(attempt, standing.user, device);
};

/** The same ahead of MFA, in pools where a remembered device takes its place. */
export const trustedDeviceStep: SignInStep = async (services, attempt, standing) => {
  const question = await deviceStep(services, attempt, standing);
  return devicesReplaceMfa(attempt.pool) ? question : undefined;
};

/** A step that a device which proved itself spares the user, in such pools. */
export const sparedByTrustedDevice =
  (step: SignInStep): SignInStep =>
  (services, attempt, standing) =>
    devicesReplaceMfa(attempt.pool) && standing.progress.provedDeviceKey !== undefined
      ? undefined
      : step(services, attempt, standing);
