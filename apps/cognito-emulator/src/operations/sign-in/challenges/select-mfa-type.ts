import { invalidParameter } from '../../../domain/errors.js';
import { usableFactors } from '../../../domain/user/mfa.js';
import { requiredParameter } from '../auth-flow.js';
import type { Challenge } from '../challenge.js';
import { challengeOf, type OfferedFactors } from '../second-factor.js';

/** Takes the user's choice of a second factor (API reference, RespondToAuthChallenge). */
export const selectMfaType: Challenge = {
  name: 'SELECT_MFA_TYPE',
  answer(services, attempt, { user, progress, session }) {
    const answer = requiredParameter(attempt, 'ANSWER');
    // The API reference calls it EMAIL_MFA here, and EMAIL_OTP everywhere else.
    const chosen = answer === 'EMAIL_MFA' ? 'EMAIL_OTP' : answer;
    const { factors } = session.state as OfferedFactors;
    const usable = usableFactors(attempt.pool, user).filter((one) => factors.includes(one));
    const factor = usable.find((one) => one === chosen);
    if (factor === undefined) throw invalidParameter('The selected MFA type is not available.');
    return { user, progress, next: challengeOf(services, attempt.pool, user, factor) };
  },
};
