import { invalidParameter, notAuthorized } from '../../../domain/errors.js';
import type { UserPool } from '../../../domain/pool/user-pool.js';
import { attributesFrom } from '../../../domain/user/attribute-checks.js';
import { factorsToSetUp, usableFactors } from '../../../domain/user/mfa.js';
import { withFactorSetUp } from '../../../domain/user/mfa-preference.js';
import { withFactor } from '../../../domain/user/sign-in-progress.js';
import type { User } from '../../../domain/user/user.js';
import { requireFree } from '../../user-attributes/update-attributes.js';
import type { Services } from '../../services.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import { emailSetUpChallenge } from './one-time-code.js';

/**
 * Goes on after a second factor was set up (API reference, RespondToAuthChallenge): with the session that
 * VerifySoftwareToken gave, or with an email address, which has to be proved at once and is the user's from then on.
 */
export const mfaSetup: Challenge = {
  name: 'MFA_SETUP',
  answer(services, { pool, parameters }, { user, progress, session }) {
    const state = session.state as MfaSetupState | undefined;
    // The developer guide writes the answer in small letters, clients in capitals.
    const email = parameters.EMAIL ?? parameters.email;
    if (email !== undefined && state?.verified !== true)
      return { user, progress, next: emailSetUp(services, pool, user, email) };
    if (state?.verified !== true || user.softwareToken?.isVerified !== true)
      throw notAuthorized('Invalid session for the user.');
    const mfa = withFactorSetUp(user.mfa, 'SOFTWARE_TOKEN_MFA');
    return { user: { ...user, mfa }, progress: withFactor(progress, 'otp') };
  },
};

/** What a session of MFA_SETUP remembers: whether a code of the new authenticator app was shown in it. */
export interface MfaSetupState {
  readonly verified?: boolean;
}

/**
 * Keeps a password from being enough to set up a factor beside one that has come to the user since the session began.
 * @throws NotAuthorizedException
 */
export function requireStillToSetUp(pool: UserPool, user: User): void {
  if (usableFactors(pool, user).length > 0) throw notAuthorized('Invalid session for the user.');
}

function emailSetUp(
  services: Pick<Services, 'clock' | 'users'>,
  pool: UserPool,
  user: User,
  email: string,
): NewChallenge {
  requireStillToSetUp(pool, user);
  if (!factorsToSetUp(pool).includes('EMAIL_OTP'))
    throw invalidParameter('Email MFA can not be set up in the user pool.');
  const { email: address = '' } = attributesFrom(pool, [{ Name: 'email', Value: email }]);
  if (address === '') throw invalidParameter('Invalid email address format.');
  requireFree(services.users, pool, user, { attribute: 'email', newValue: address });
  return emailSetUpChallenge(services, pool, user, address);
}
