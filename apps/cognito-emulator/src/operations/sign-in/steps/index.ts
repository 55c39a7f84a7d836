import type { Services } from '../../services.js';
import type { SignInAttempt } from '../auth-flow.js';
import type { NewChallenge, Standing } from '../challenge.js';
import { assuranceStep } from './assurance-step.js';
import { deviceStep, sparedByTrustedDevice, trustedDeviceStep } from './device-step.js';
import { newPasswordStep } from '../challenges/new-password-required.js';
import { mfaStep } from './mfa-step.js';

/** What may stand between a proved first factor and tokens: a question, or nothing. */
export type SignInStep = (
  services: Services,
  attempt: SignInAttempt,
  standing: Standing,
) => NewChallenge | undefined | Promise<NewChallenge | undefined>;

/** The steps in their order; each is asked again after every answer, until none has a question left. */
export const signInSteps: readonly SignInStep[] = [
  newPasswordStep,
  assuranceStep,
  trustedDeviceStep,
  sparedByTrustedDevice(mfaStep),
  deviceStep,
];
