import type { SignInAttempt } from './auth-flow.js';
import type { ChallengeOutcome, NewChallenge } from './challenge.js';
import type { SignInState } from './sign-in-state.js';
import type { FirstFactor } from './first-factors.js';
import { codeChallenge } from './challenges/one-time-code.js';
import { provedPassword } from './challenges/password.js';
import { srpExchange } from './challenges/srp-exchange.js';
import { webAuthnChallenge } from './challenges/web-authn.js';
import type { SignInServices } from './sign-in-services.js';

/**
 * Begins with a factor of a choice-based sign-in. A password may come along with the choice, and is then proved at once;
 * every other factor asks something first.
 */
export async function beginFactor(
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInState,
  factor: FirstFactor,
): Promise<ChallengeOutcome> {
  if (factor === 'PASSWORD' && attempt.parameters.PASSWORD !== undefined)
    return provedPassword(services, attempt, state);
  return { ...state, next: await questions[factor](services, attempt, state) };
}

type Question = (
  services: SignInServices,
  attempt: SignInAttempt,
  state: SignInState,
) => NewChallenge | Promise<NewChallenge>;

/** What each factor asks when a sign-in begins with it. */
export const questions: Readonly<Record<FirstFactor, Question>> = {
  PASSWORD: () => ({ name: 'PASSWORD', parameters: {} }),
  PASSWORD_SRP: (services, attempt, { user, progress }) =>
    srpExchange(services, attempt, user, progress),
  EMAIL_OTP: (services, { pool }, { user }) => codeChallenge(services, pool, user, 'EMAIL_OTP'),
  SMS_OTP: (services, { pool }, { user }) => codeChallenge(services, pool, user, 'SMS_OTP'),
  WEB_AUTHN: (services, { pool }, { user }) => webAuthnChallenge(services, pool, user),
};
