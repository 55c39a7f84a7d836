import { invalidParameter, notAuthorized } from '../../domain/errors.js';
import { enabledMfas } from '../../domain/pool/mfa-rules.js';
import { withFactorSwitched } from '../../domain/user/mfa-preference.js';
import { withFactor } from '../../domain/user/sign-in-progress.js';
import { attributesFrom } from '../../domain/user/attribute-checks.js';
import { changedUser } from '../accounts/changed-user.js';
import type { Challenge } from './challenge.js';
import { codeChallenge } from './one-time-code.js';

/**
 * Goes on after a second factor was set up (API reference, RespondToAuthChallenge): with the session that
 * VerifySoftwareToken gave, or with an email address, which has to be proved at once.
 */
export const mfaSetup: Challenge = {
  name: 'MFA_SETUP',
  answer(services, { pool, parameters }, { user, progress, session }) {
    if (parameters.EMAIL !== undefined && enabledMfas(pool).includes('EMAIL_OTP')) {
      const given = attributesFrom(pool, [{ Name: 'email', Value: parameters.EMAIL }]);
      const attributes = { ...user.attributes, ...given };
      const now = services.clock.nowMilliseconds();
      const changed = changedUser(pool, user, { attributes }, now);
      const mfa = withFactorSwitched(user.mfa, 'EMAIL_OTP', true);
      const withEmail = { ...changed, mfa };
      const next = codeChallenge(services, pool, withEmail, 'EMAIL_OTP');
      return { user: withEmail, progress, next };
    }
    const state = session.state as MfaSetupState | undefined;
    if (state?.verified !== true || user.softwareToken?.isVerified !== true)
      throw parameters.EMAIL === undefined
        ? notAuthorized('Invalid session for the user.')
        : invalidParameter('Email MFA is not enabled for the user pool.');
    const mfa = withFactorSwitched(user.mfa, 'SOFTWARE_TOKEN_MFA', true);
    return { user: { ...user, mfa }, progress: withFactor(progress, 'otp') };
  },
};

/** What a session of MFA_SETUP remembers: whether a code of the new authenticator app was shown in it. */
export interface MfaSetupState {
  readonly verified?: boolean;
}
