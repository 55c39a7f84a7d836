import type { MfaFactor } from '../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';
import type { Services } from '../services.js';
import type { NewChallenge } from './challenge.js';
import { codeChallenge } from './challenges/one-time-code.js';
import { softwareTokenChallenge } from './challenges/software-token-mfa.js';

/** What a session of SELECT_MFA_TYPE remembers: the factors that were offered. */
export interface OfferedFactors {
  readonly factors: readonly MfaFactor[];
}

/** Asks for the one factor there is or the one the user prefers, else for a choice among those given. */
export function secondFactorChallenge(
  services: Pick<Services, 'clock'>,
  pool: UserPool,
  user: User,
  factors: readonly MfaFactor[],
): NewChallenge {
  const [first] = factors;
  const preferred = factors.find((factor) => factor === user.mfa?.preferred);
  const only = preferred ?? (factors.length === 1 ? first : undefined);
  if (only !== undefined) return challengeOf(services, pool, user, only);
  return {
    name: 'SELECT_MFA_TYPE',
    parameters: { MFAS_CAN_CHOOSE: JSON.stringify(factors), USER_ID_FOR_SRP: user.username },
    state: { factors } satisfies OfferedFactors,
  };
}

/** The question for one of the factors. */
export function challengeOf(
  services: Pick<Services, 'clock'>,
  pool: UserPool,
  user: User,
  factor: MfaFactor,
): NewChallenge {
  return factor === 'SOFTWARE_TOKEN_MFA'
    ? softwareTokenChallenge(user)
    : codeChallenge(services, pool, user, factor);
}
