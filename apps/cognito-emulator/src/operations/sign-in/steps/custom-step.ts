import { unrecognizable } from '../../../domain/trigger/response-shape.js';
import { usableFactors } from '../../../domain/user/mfa.js';
import type { SignInAttempt } from '../auth-flow.js';
import { withUserLockReleased } from '../user-lock-released.js';
import type { NewChallenge } from '../challenge.js';
import type { SignInStateWithDevice } from '../sign-in-state.js';
import { courseOf } from '../challenges/custom-course.js';
import { challengeOf } from '../second-factor.js';
import { newPasswordStep } from '../challenges/new-password-required.js';
import { srpExchange } from '../challenges/srp-exchange.js';
import { signInSteps } from './index.js';
import { requireUsable } from '../usable-user.js';
import type { SignInServices } from '../sign-in-services.js';

/**
 * The next question of a sign-in that functions lead, or nothing once they want tokens issued (developer guide, "Custom
 * authentication challenge Lambda triggers"). Other factors that a password calls for are asked for without their doing.
 */
export async function customStep(
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInStateWithDevice,
): Promise<NewChallenge | undefined> {
  const other = await otherFactor(services, attempt, state);
  if (other !== undefined) return other;
  const { progress } = state;
  const { result: course, user } = await withUserLockReleased(services, attempt.pool, state, () =>
    courseOf(services, attempt, state.user, progress),
  );
  if (course.move === 'ask')
    return course.question ?? builtIn(services, attempt, { ...state, user }, course.challengeName);
  requireUsable(services, user);
  // Who came with a temporary password has to replace it, whatever functions want.
  return progress.factors.includes('pwd')
    ? newPasswordStep(services, attempt, { ...state, user })
    : undefined;
}

/** After a password that needn't be replaced first. */
async function otherFactor(
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInStateWithDevice,
): Promise<NewChallenge | undefined> {
  const last = state.progress.custom?.at(-1)?.challengeName ?? '';
  const isPassword = last === 'PASSWORD_VERIFIER' || last === 'NEW_PASSWORD_REQUIRED';
  if (!isPassword || state.user.status === 'FORCE_CHANGE_PASSWORD') return undefined;
  for (const step of signInSteps) {
    const challenge = await step(services, attempt, state);
    if (challenge !== undefined) return challenge;
  }
  return undefined;
}

/** @throws InvalidLambdaResponseException for a question that can't be asked of this user now. */
async function builtIn(
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInStateWithDevice,
  name: string,
): Promise<NewChallenge> {
  const { user, progress } = state;
  if (name === 'PASSWORD_VERIFIER') return srpExchange(services, attempt, user, progress);
  const factor = usableFactors(attempt.pool, user).find((usable) => usable === name);
  if (factor !== undefined) return challengeOf(services, attempt.pool, user, factor);
  const asked =
    name === 'NEW_PASSWORD_REQUIRED' && progress.factors.includes('pwd')
      ? await newPasswordStep(services, attempt, state)
      : undefined;
  if (asked === undefined) throw unrecognizable();
  return asked;
}
