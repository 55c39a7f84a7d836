import { randomBytes } from 'node:crypto';
import type { DeviceSecret } from '../../../domain/device/device.js';
import { incorrectUsernameOrPassword } from '../../../domain/errors.js';
import { serverPublicValue } from '../../../domain/password/srp-server.js';
import { deviceGroupKeyFrom } from '../../../domain/pool/pool-ids.js';
import type { ChallengeSession } from '../../../domain/user/challenge-session.js';
import type { User } from '../../../domain/user/user.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import { type AskedDevice, askedDevice, waitingSession } from './device-exchange.js';
import { recordFailure } from '../failed-sign-in.js';
import { type Claim, claimOf, isProof } from './password-claim.js';

const name = 'DEVICE_PASSWORD_VERIFIER';

interface State extends AskedDevice {
  /** Hexadecimal, as A and B were exchanged. */
  readonly clientPublic: string;
  readonly serverPublic: string;
  readonly serverSecret: string;
  /** Base64; it only ties the proof to this one exchange. */
  readonly secretBlock: string;
}

/** Asks for the proof of a device's password. */
export function deviceVerifierChallenge(
  { username }: User,
  deviceKey: string,
  { salt, verifier }: DeviceSecret,
  clientPublic: string,
): NewChallenge {
  const serverSecret = randomBytes(32);
  const state: State = {
    deviceKey,
    clientPublic,
    serverPublic: serverPublicValue(verifier, serverSecret),
    serverSecret: serverSecret.toString('hex'),
    secretBlock: randomBytes(96).toString('base64'),
  };
  return {
    name,
    parameters: {
      SALT: salt,
      SECRET_BLOCK: state.secretBlock,
      SRP_B: state.serverPublic,
      DEVICE_KEY: deviceKey,
      USERNAME: username,
    },
    state,
  };
}

/** Takes the proof (API reference, RespondToAuthChallenge). Wrong ones are held back as wrong passwords are. */
export const devicePasswordVerifier: Challenge = {
  name,
  sessionOf(services, attempt) {
    if (attempt.session !== undefined) return undefined;
    const block = attempt.parameters.PASSWORD_CLAIM_SECRET_BLOCK;
    const isMeant = ({ state }: ChallengeSession) => (state as State).secretBlock === block;
    return waitingSession(services, attempt, name, isMeant);
  },
  async answer(services, attempt, { user, progress, session }) {
    const { lockout, challenges } = services;
    const claim = claimOf(attempt);
    const { device, secret } = askedDevice(services, attempt, user, session);
    const lockName = `${user.poolId}/${user.sub}/${device.key}`;
    lockout.requireOpen(lockName);
    if (!proves(user.poolId, session.state as State, secret, claim)) {
      lockout.failed(lockName);
      await challenges.failed(session);
      const failure = { challenge: 'Mfa', proved: progress.factors } as const;
      await recordFailure(services, attempt.pool, user, failure);
      throw incorrectUsernameOrPassword();
    }
    lockout.succeeded(lockName);
    const source = 'TokenGeneration_AuthenticateDevice';
    return { user, progress: { ...progress, source, provedDeviceKey: device.key } };
  },
};

function proves(poolId: string, state: State, { verifier }: DeviceSecret, claim: Claim): boolean {
  const names = [deviceGroupKeyFrom(poolId), state.deviceKey];
  return claim.secretBlock === state.secretBlock && isProof(claim, { ...state, verifier }, names);
}
