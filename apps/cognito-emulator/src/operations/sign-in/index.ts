import { adminUserPasswordAuth } from './admin-user-password-auth.js';
import type { AuthFlow } from './auth-flow.js';
import type { Challenge, SelfContainedChallenge } from './challenge.js';
import { customAuth } from './custom-auth.js';
import { customChallenge } from './custom-challenge.js';
import { devicePasswordVerifier } from './device-password-verifier.js';
import { deviceSrpAuth } from './device-srp-auth.js';
import { mfaSetup } from './mfa-setup.js';
import { newPasswordRequired } from './new-password-required.js';
import { codeChallenges } from './one-time-code.js';
import { passwordChallenge } from './password.js';
import { passwordVerifier } from './password-verifier.js';
import { refreshTokenAuth } from './refresh-token-auth.js';
import { selectChallenge } from './select-challenge.js';
import { selectMfaType } from './select-mfa-type.js';
import { softwareTokenMfa } from './software-token-mfa.js';
import { userAuth } from './user-auth.js';
import { userPasswordAuth } from './user-password-auth.js';
import { userSrpAuth } from './user-srp-auth.js';
import { webAuthn } from './web-authn.js';

/** The ways a sign-in can begin. Adding one is a file and a line here. */
export const authFlows: ReadonlyMap<string, AuthFlow> = new Map(
  [
    userPasswordAuth,
    adminUserPasswordAuth,
    userSrpAuth,
    userAuth,
    customAuth,
    refreshTokenAuth,
  ].map((flow) => [flow.name, flow]),
);

/** The challenges a sign-in can answer within a session. Adding one is a file and a line here. */
export const challenges: ReadonlyMap<string, Challenge> = new Map(
  [
    ...codeChallenges,
    customChallenge,
    devicePasswordVerifier,
    deviceSrpAuth,
    mfaSetup,
    newPasswordRequired,
    passwordChallenge,
    selectChallenge,
    selectMfaType,
    softwareTokenMfa,
    webAuthn,
  ].map((challenge) => [challenge.name, challenge]),
);

/** The challenges that are answered without a session. Adding one is a file and a line here. */
export const selfContainedChallenges: ReadonlyMap<string, SelfContainedChallenge> = new Map(
  [passwordVerifier].map((challenge) => [challenge.name, challenge]),
);
