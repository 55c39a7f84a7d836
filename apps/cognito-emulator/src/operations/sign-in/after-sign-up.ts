import { notAuthorized } from '../../domain/errors.js';
import type { User } from '../../domain/user/user.js';
import { confirmedSignUp } from '../sign-up/sign-up-session.js';
import type { SignInAttempt } from './auth-flow.js';
import { meansOf } from './first-factors.js';
import { proceed } from './proceed.js';
import { reachable, type StepUpRequest } from './step-up.js';
import type { SignInServices } from './sign-in-services.js';

/**
 * Signs in a user who has just confirmed a sign-up; the code that did it is the first factor (API reference,
 * ConfirmSignUp "Session").
 * @throws NotAuthorizedException unless the session is the one ConfirmSignUp gave for this user, and wasn't used before.
 */
export function signInAfterSignUp(
  services: SignInServices,
  attempt: SignInAttempt,
  user: User,
  {
    sessionId,
    stepUp,
  }: { readonly sessionId: string; readonly stepUp?: StepUpRequest | undefined },
): Promise<object> {
  const session = services.challenges.get(sessionId, attempt.client, confirmedSignUp);
  if (session.sub !== user.sub) throw notAuthorized('Invalid session for the user.');
  const deviceKey = attempt.parameters.DEVICE_KEY;
  const { factors: proved } = session.progress;
  const means = meansOf(services, attempt.pool, user, proved);
  const target = stepUp && reachable(stepUp.levels, means).level;
  const progress = { ...session.progress, deviceKey, target };
  return proceed(services, attempt, { user, progress }, session);
}
