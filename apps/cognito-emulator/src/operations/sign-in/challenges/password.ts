import { incorrectUsernameOrPassword } from '../../../domain/errors.js';
import { isPassword } from '../../../domain/password/password-record.js';
import { withFactor } from '../../../domain/user/sign-in-progress.js';
import type { Services } from '../../services.js';
import { requiredParameter, type SignInAttempt } from '../auth-flow.js';
import type { Challenge, ChallengeOutcome } from '../challenge.js';
import type { SignInState } from '../sign-in-state.js';
import { recordWrongPassword } from '../failed-sign-in.js';
import { refusePassword } from '../pretended-user.js';
import { requireSettled, requireUsable } from '../usable-user.js';

/** The password of a choice-based sign-in (API reference, RespondToAuthChallenge). */
export const passwordChallenge: Challenge = {
  name: 'PASSWORD',
  answer: provedPassword,
  respondForUnknownUser: (services, attempt, session) => refusePassword(services, attempt, session),
};

/** @throws NotAuthorizedException for a wrong password, and what keeps a right one from being enough. */
export async function provedPassword(
  services: Pick<Services, 'authEvents' | 'clock' | 'lockout'>,
  attempt: SignInAttempt,
  { user, progress }: SignInState,
): Promise<ChallengeOutcome> {
  const password = requiredParameter(attempt, 'PASSWORD');
  requireSettled(user);
  const name = `${user.poolId}/${user.sub}`;
  services.lockout.requireOpen(name);
  if (!isPassword(user, user.password, password)) {
    services.lockout.failed(name);
    await recordWrongPassword(services, attempt.pool, user);
    throw incorrectUsernameOrPassword();
  }
  services.lockout.succeeded(name);
  requireUsable(services, user);
  return { user, progress: withFactor(progress, 'pwd') };
}
