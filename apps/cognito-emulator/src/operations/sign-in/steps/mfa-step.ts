import { ServiceError } from '../../../domain/errors.js';
import { mfaConfigurationOf } from '../../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../../domain/pool/user-pool.js';
import { factorsToSetUp, usableFactors } from '../../../domain/user/mfa.js';
import type { SignInProgress } from '../../../domain/user/sign-in-progress.js';
import type { Factor } from '../../../domain/user/factor.js';
import type { User } from '../../../domain/user/user.js';
import type { NewChallenge } from '../challenge.js';
import { secondFactorChallenge } from '../second-factor.js';
import type { SignInStep } from './sign-in-step.js';

const secondFactors: readonly Factor[] = ['sms', 'email_otp', 'otp'];

/**
 * Asks for another factor where the pool or the user wants one (developer guide, "Details of MFA logic at user runtime").
 * @throws MFAMethodNotFoundException where the pool wants one, and the user can neither use nor set up any.
 */
export const mfaStep: SignInStep = (services, { pool }, { user, progress }) => {
  if (!needsAnother(pool, progress)) return undefined;
  const usable = usableFactors(pool, user);
  if (usable.length > 0) return secondFactorChallenge(services, pool, user, usable);
  return mfaConfigurationOf(pool) === 'ON' ? setUpChallenge(pool, user) : undefined;
};

/**
 * A password alone calls for a second factor. A one-time code to begin with, or a passkey, stands by itself; but a passkey
 * that proved possession only is one factor where the pool wants two.
 */
function needsAnother(pool: UserPool, { factors, isMultiFactor }: SignInProgress): boolean {
  const configuration = mfaConfigurationOf(pool);
  if (configuration === 'OFF' || isMultiFactor === true) return false;
  if (factors.some((factor) => secondFactors.includes(factor))) return false;
  if (factors.includes('pwd')) return true;
  return configuration === 'ON' && (factors.includes('hwk') || factors.includes('swk'));
}

function setUpChallenge(pool: UserPool, user: User): NewChallenge {
  const factors = factorsToSetUp(pool);
  if (factors.length === 0)
    throw new ServiceError(
      'MFAMethodNotFoundException',
      'The user has no factor for the MFA that the user pool requires.',
    );
  return {
    name: 'MFA_SETUP',
    parameters: {
      MFAS_CAN_SETUP: JSON.stringify(factors),
      USER_ID_FOR_SRP: user.username,
    },
  };
}
