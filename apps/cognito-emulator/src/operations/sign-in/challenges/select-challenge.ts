import { invalidParameter } from '../../../domain/errors.js';
import { allowedFirstAuthFactors } from '../../../domain/pool/mfa-rules.js';
import { requiredParameter } from '../auth-flow.js';
import { beginFactor } from '../begin-factor.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import { pretendToSendCode, refusePassword } from '../pretended-user.js';
import { type FirstFactor, firstFactorsTowardsTarget } from '../first-factors.js';

const name = 'SELECT_CHALLENGE';

/** Lets the user choose what to sign in with (API reference, InitiateAuth). */
export const choice = (factors: readonly FirstFactor[]): NewChallenge => ({
  name,
  parameters: {},
  availableChallenges: factors,
});

/** Takes the choice, and with it the password or the SRP value where the chosen factor needs one. */
export const selectChallenge: Challenge = {
  name,
  answer(services, attempt, { user, progress }) {
    const chosen = requiredParameter(attempt, 'ANSWER');
    const factors = firstFactorsTowardsTarget(services, attempt.pool, { user, progress });
    const factor = factors.find((one) => one === chosen);
    if (factor === undefined)
      throw invalidParameter('The selected challenge is not available for the user.');
    return beginFactor(services, attempt, { user, progress }, factor);
  },
  async respondForUnknownUser(services, attempt, session) {
    const chosen = requiredParameter(attempt, 'ANSWER');
    const isOffered = allowedFirstAuthFactors(attempt.pool).some((factor) => factor === chosen);
    if (chosen === 'EMAIL_OTP' && isOffered)
      return pretendToSendCode(services, attempt, session.progress, { ended: session });
    return refusePassword(services, attempt, session);
  },
};
