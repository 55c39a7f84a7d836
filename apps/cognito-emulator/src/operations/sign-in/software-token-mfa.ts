import { codeMismatch } from '../../domain/user/codes.js';
import { afterCode } from '../../domain/user/software-token.js';
import { withFactor } from '../../domain/user/sign-in-progress.js';
import type { User } from '../../domain/user/user.js';
import { requiredParameter } from './auth-flow.js';
import type { Challenge, NewChallenge } from './challenge.js';

const name = 'SOFTWARE_TOKEN_MFA';

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
    const now = services.clock.nowMilliseconds();
    const softwareToken = user.softwareToken && afterCode(user.softwareToken, code, now);
    if (softwareToken === undefined) {
      await services.challenges.failed(session);
      throw codeMismatch();
    }
    return { user: { ...user, softwareToken }, progress: withFactor(progress, 'otp') };
  },
};
