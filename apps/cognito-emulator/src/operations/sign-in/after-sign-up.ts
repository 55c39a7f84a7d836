import { notAuthorized } from '../../domain/errors.js';
import type { User } from '../../domain/user/user.js';
import { confirmedSignUp } from '../accounts/sign-up-session.js';
import type { Services } from '../services.js';
import type { SignInAttempt } from './auth-flow.js';
import { proceed } from './proceed.js';

/**
 * Signs in a user who has just confirmed a sign-up; the code that did it is the first factor (API reference,
 * ConfirmSignUp "Session").
 * @throws NotAuthorizedException unless the session is the one ConfirmSignUp gave for this user, and wasn't used before.
 */
export function signInAfterSignUp(
  services: Services,
  attempt: SignInAttempt,
  user: User,
  sessionId: string,
): Promise<object> {
  const session = services.challenges.get(sessionId, attempt.client, confirmedSignUp);
  if (session.sub !== user.sub) throw notAuthorized('Invalid session for the user.');
  const deviceKey = attempt.parameters.DEVICE_KEY;
  const progress = { ...session.progress, deviceKey };
  return proceed(services, attempt, { user, progress }, session);
}
