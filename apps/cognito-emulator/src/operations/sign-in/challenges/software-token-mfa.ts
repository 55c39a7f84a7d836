import { ServiceError } from '../../../domain/errors.js';
import { withFactor } from '../../../domain/user/sign-in-progress.js';
import { judgedCode } from '../../../domain/user/software-token.js';
import type { User } from '../../../domain/user/user.js';
import { noSoftwareToken } from '../../mfa/faults.js';
import { requiredParameter } from '../auth-flow.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import { requireRightCode } from '../code-guesses.js';

const name = 'SOFTWARE_TOKEN_MFA';

const wrongCode = () => new ServiceError('CodeMismatchException', 'Invalid code received for user');

/** Asks for a code of the user's authenticator app (API reference, RespondToAuthChallenge). */
export const softwareTokenChallenge = ({ username, softwareToken }: User): NewChallenge => ({
  name,
  parameters: {
    USER_ID_FOR_SRP: username,
    FRIENDLY_DEVICE_NAME: softwareToken?.friendlyName ?? 'TOTP device',
  },
});

/** Takes a code of the app; each works once. */
export const softwareTokenMfa: Challenge = {
  name,
  async answer(services, attempt, { user, progress, session }) {
    const code = requiredParameter(attempt, 'SOFTWARE_TOKEN_MFA_CODE');
    if (user.softwareToken === undefined) throw noSoftwareToken();
    const judged = judgedCode(user.softwareToken, code, services.clock.nowMilliseconds());
    if (judged === 'used')
      throw new ServiceError(
        'ExpiredCodeException',
        'Your software token has already been used once.',
      );
    await requireRightCode(
      services,
      attempt,
      { user, progress, session },
      { isRight: () => judged !== 'mismatch', wrong: wrongCode },
    );
    const softwareToken = judged === 'mismatch' ? user.softwareToken : judged;
    return { user: { ...user, softwareToken }, progress: withFactor(progress, 'otp') };
  },
};
