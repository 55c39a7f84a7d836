import type { Challenge, SelfContainedChallenge } from '../challenge.js';
import { customChallenge } from './custom-challenge.js';
import { devicePasswordVerifier } from './device-password-verifier.js';
import { deviceSrpAuth } from './device-srp-auth.js';
import { mfaSetup } from './mfa-setup.js';
import { newPasswordRequired } from './new-password-required.js';
import { codeChallenges } from './one-time-code.js';
import { passwordChallenge } from './password.js';
import { passwordVerifier } from './password-verifier.js';
import { selectChallenge } from './select-challenge.js';
import { selectMfaType } from './select-mfa-type.js';
import { softwareTokenMfa } from './software-token-mfa.js';
import { webAuthn } from './web-authn.js';

/** The challenges that are answered within a session. A challenge is one file and one line here. */
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

/** The challenges that are answered without a session. A challenge is one file and one line here. */
export const selfContainedChallenges: ReadonlyMap<string, SelfContainedChallenge> = new Map(
  [passwordVerifier].map((challenge) => [challenge.name, challenge]),
);
