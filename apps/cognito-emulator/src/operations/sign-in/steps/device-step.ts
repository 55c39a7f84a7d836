import { devicesReplaceMfa } from '../../../domain/device/device-rules.js';
import { deviceSrpChallenge } from '../challenges/device-srp-auth.js';
import type { SignInStep } from './sign-in-step.js';

/**
 * Asks a remembered device to prove that it is the one (developer guide, "Signing in with a device"). Devices that are
 * only tracked are taken at their word, as it earns them nothing.
 */
export const deviceStep: SignInStep = (_services, attempt, { user, progress, device }) => {
  if (device?.isRemembered !== true || device.secret === undefined) return undefined;
  if (device.key === progress.provedDeviceKey) return undefined;
  return deviceSrpChallenge(attempt, user, device);
};

/** The same ahead of MFA, in pools where a remembered device takes its place. */
export const trustedDeviceStep: SignInStep = async (services, attempt, state) => {
  const question = await deviceStep(services, attempt, state);
  return devicesReplaceMfa(attempt.pool) ? question : undefined;
};

/** A step that a device which proved itself spares the user, in such pools. */
export const sparedByTrustedDevice =
  (step: SignInStep): SignInStep =>
  (services, attempt, state) =>
    devicesReplaceMfa(attempt.pool) && state.progress.provedDeviceKey !== undefined
      ? undefined
      : step(services, attempt, state);
