import { unsupported } from '../../domain/errors.js';
import type { SignInStep } from './steps.js';

/** Asks for another factor where the pool or the user wants one. */
export const mfaStep: SignInStep = (_services, { pool }) => {
  if (pool.settings.MfaConfiguration === 'ON')
    throw unsupported('Sign-in to a user pool that requires MFA');
  return undefined;
};
