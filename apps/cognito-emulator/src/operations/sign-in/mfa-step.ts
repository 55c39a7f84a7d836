import { enabledMfas, type MfaFactor, mfaConfigurationOf } from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { usableFactors } from '../../domain/user/mfa.js';
import type { Factor, SignInProgress } from '../../domain/user/sign-in-progress.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import type { NewChallenge } from './challenge.js';
import { codeChallenge } from './one-time-code.js';
import { softwareTokenChallenge } from './software-token-mfa.js';
import type { SignInStep } from './steps.js';

const secondFactors: readonly Factor[] = ['sms', 'email_otp', 'otp'];

/** Asks for another factor where the pool or the user wants one (developer guide, "Adding MFA to a user pool"). */
export const mfaStep: SignInStep = (services, { pool }, { user, progress }) => {
  if (mfaConfigurationOf(pool) === 'OFF' || !needsAnother(progress)) return undefined;
  const usable = usableFactors(pool, user);
  const [first] = usable;
  if (first === undefined)
    return mfaConfigurationOf(pool) === 'ON' ? setUpChallenge(pool, user) : undefined;
  const preferred = usable.find((factor) => factor === user.mfa?.preferred);
  if (preferred !== undefined || usable.length === 1)
    return challengeOf(services, pool, user, preferred ?? first);
  return {
    name: 'SELECT_MFA_TYPE',
    parameters: { MFAS_CAN_CHOOSE: JSON.stringify(usable), USER_ID_FOR_SRP: user.username },
  };
};

/** A password alone calls for a second factor; a passkey or a one-time code to begin with stands by itself. */
function needsAnother({ factors, isMultiFactor }: SignInProgress): boolean {
  if (isMultiFactor === true || !factors.includes('pwd')) return false;
  return !factors.some((factor) => secondFactors.includes(factor));
}

/** The question for one of the factors. */
export function challengeOf(
  services: Services,
  pool: UserPool,
  user: User,
  factor: MfaFactor,
): NewChallenge {
  return factor === 'SOFTWARE_TOKEN_MFA'
    ? softwareTokenChallenge(user)
    : codeChallenge(services, pool, user, factor);
}

function setUpChallenge(pool: UserPool, user: User): NewChallenge {
  return {
    name: 'MFA_SETUP',
    parameters: {
      MFAS_CAN_SETUP: JSON.stringify(enabledMfas(pool)),
      USER_ID_FOR_SRP: user.username,
    },
  };
}
