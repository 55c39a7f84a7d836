import { type Means, nextFactors, reaches } from '../../../domain/token/assurance.js';
import type { User } from '../../../domain/user/user.js';
import type { Services } from '../../services.js';
import type { SignInAttempt } from '../auth-flow.js';
import { beginFactor } from '../begin-factor.js';
import type { ChallengeOutcome, NewChallenge } from '../challenge.js';
import type { SignInState } from '../sign-in-state.js';
import { firstFactorsTowardsTarget, meansOf } from '../first-factors.js';
import { secondFactorChallenge } from '../second-factor.js';
import { choice } from '../challenges/select-challenge.js';
import type { SignInStep } from './sign-in-step.js';
import type { SignInServices } from '../sign-in-services.js';

/** Asks for what a sign-in still lacks of the level it was asked to reach. */
export const assuranceStep: SignInStep = async (services, attempt, state) =>
  (await stepTowardsTarget(services, attempt, state))?.next;

/** The next factor on the way to the level asked for; nothing when no level was, or it is reached. */
export async function stepTowardsTarget(
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInState,
): Promise<ChallengeOutcome | undefined> {
  const { user, progress } = state;
  if (progress.target === undefined || reaches(progress.factors, progress.target)) return undefined;
  const { pool, parameters } = attempt;
  const means = meansOf(services, pool, user, progress.factors);
  const { second } = nextFactors(progress.target, means);
  const first = firstFactorsTowardsTarget(services, pool, state);
  const preferred = first.find((factor) => factor === parameters.PREFERRED_CHALLENGE);
  if (preferred !== undefined) return beginFactor(services, attempt, state, preferred);
  if (second.length > 0) return { ...state, next: secondOf(services, attempt, user, second) };
  return { ...state, next: choice(first) };
}

function secondOf(
  services: Pick<Services, 'clock'>,
  { pool, parameters }: SignInAttempt,
  user: User,
  factors: Means['second'],
): NewChallenge {
  const preferred = factors.filter((factor) => factor === parameters.PREFERRED_CHALLENGE);
  return secondFactorChallenge(services, pool, user, preferred.length > 0 ? preferred : factors);
}
