import type { Device } from '../../../domain/device/device.js';
import { invalidParameter } from '../../../domain/errors.js';
import { isUsablePublicValue } from '../../../domain/password/srp-server.js';
import type { ChallengeSession } from '../../../domain/user/challenge-session.js';
import { withResult } from '../../../domain/user/sign-in-progress.js';
import type { User } from '../../../domain/user/user.js';
import { requiredParameter, type SignInAttempt } from '../auth-flow.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import { type AskedDevice, askedDevice, waitingSession } from './device-exchange.js';
import { deviceVerifierChallenge } from './device-password-verifier.js';

const name = 'DEVICE_SRP_AUTH';

interface State extends AskedDevice {
  /** The session of the challenge before: amazon-cognito-identity-js goes on with it after an MFA code. */
  readonly sessionBefore?: string | undefined;
}

/** Asks a device of the user's to begin an SRP exchange of its own (API reference, RespondToAuthChallenge). */
export function deviceSrpChallenge(
  { session: sessionBefore }: SignInAttempt,
  { username }: User,
  { key: deviceKey }: Device,
): NewChallenge {
  const state: State = { deviceKey, sessionBefore };
  return { name, parameters: { USERNAME: username, DEVICE_KEY: deviceKey }, state };
}

/** Takes the device's public value, and answers with what its proof is to be built on. */
export const deviceSrpAuth: Challenge = {
  name,
  sessionOf(services, attempt) {
    const { parameters, session } = attempt;
    const isMeant = ({ state }: ChallengeSession) => {
      const { deviceKey, sessionBefore } = state as State;
      return session === undefined
        ? deviceKey === parameters.DEVICE_KEY
        : session === sessionBefore;
    };
    return waitingSession(services, attempt, name, isMeant);
  },
  answer(services, attempt, { user, progress, session }) {
    const { device, secret } = askedDevice(services, attempt, user, session);
    const clientPublic = requiredParameter(attempt, 'SRP_A');
    if (!isUsablePublicValue(clientPublic)) throw invalidParameter('Invalid SRP_A value.');
    const next = deviceVerifierChallenge(user, device.key, secret, clientPublic);
    return { user, progress: withResult(progress, name), next };
  },
};
