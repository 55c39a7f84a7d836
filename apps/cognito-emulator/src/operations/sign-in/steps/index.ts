import { newPasswordStep } from '../challenges/new-password-required.js';
import { assuranceStep } from './assurance-step.js';
import { deviceStep, sparedByTrustedDevice, trustedDeviceStep } from './device-step.js';
import { mfaStep } from './mfa-step.js';
import type { SignInStep } from './sign-in-step.js';

/** The steps in their order. Every challenge response repeats them, until no step returns a challenge. */
export const signInSteps: readonly SignInStep[] = [
  newPasswordStep,
  assuranceStep,
  trustedDeviceStep,
  sparedByTrustedDevice(mfaStep),
  deviceStep,
];
