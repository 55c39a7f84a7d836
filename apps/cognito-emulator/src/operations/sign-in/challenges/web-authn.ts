import { invalidParameter, notAuthorized } from '../../../domain/errors.js';
import { webAuthnConfigurationOf } from '../../../domain/pool/mfa-rules.js';
import type { UserPool } from '../../../domain/pool/user-pool.js';
import { put } from '../../../domain/store.js';
import { type Passkey, passkeys as collection } from '../../../domain/user/passkey.js';
import { withFactor } from '../../../domain/user/sign-in-progress.js';
import type { User } from '../../../domain/user/user.js';
import { authenticationResponse, clientDataOf, credentialOf } from '../../passkeys/client-data.js';
import { relyingPartyOf } from '../../passkeys/relying-party.js';
import type { Services } from '../../services.js';
import { requiredParameter } from '../auth-flow.js';
import type { Challenge, NewChallenge } from '../challenge.js';
import { countWrongProof } from '../code-guesses.js';

const name = 'WEB_AUTHN';

interface State {
  readonly challenge: string;
}

/** Asks for the proof of a passkey (API reference, RespondToAuthChallenge). */
export async function webAuthnChallenge(
  { passkeys }: Pick<Services, 'passkeys'>,
  pool: UserPool,
  user: User,
): Promise<NewChallenge> {
  const { id, userVerification } = relyingPartyOf(pool);
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const options = await generateAuthenticationOptions({
    rpID: id,
    allowCredentials: passkeys.ofUser(user).map(({ credentialId }) => ({ id: credentialId })),
    timeout: 180_000,
    userVerification,
  });
  const state: State = { challenge: options.challenge };
  return { name, parameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) }, state };
}

/** Takes an assertion, `CREDENTIAL`, made by a passkey of the user's own for this very question. */
export const webAuthn: Challenge = {
  name,
  async answer(services, attempt, { user, progress, session }) {
    const text = requiredParameter(attempt, 'CREDENTIAL');
    const credential = credentialOf(authenticationResponse, jsonIn(text));
    const passkey = services.passkeys.find(user, credential.id);
    const asked = session.state as State;
    const proof = passkey && (await proofOf(attempt.pool, passkey, credential, asked));
    if (passkey === undefined || proof === undefined) {
      await countWrongProof(services, attempt, { user, progress, session });
      throw notAuthorized('Invalid passkey credential.');
    }
    const used = put(collection, { ...passkey, counter: proof.newCounter });
    const key = passkey.isDeviceBound ? 'hwk' : 'swk';
    const isMultiFactor = webAuthnConfigurationOf(attempt.pool).isMultiFactor && proof.userVerified;
    return {
      user,
      progress: { ...withFactor(progress, key), isMultiFactor },
      changes: [used],
    };
  },
};

/** What the authenticator proved; nothing when it proved nothing. */
async function proofOf(
  pool: UserPool,
  passkey: Passkey,
  credential: ReturnType<typeof credentialOf<typeof authenticationResponse>>,
  { challenge }: State,
) {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const party = relyingPartyOf(pool);
  const { origin } = clientDataOf(credential.response.clientDataJSON, party);
  const { userHandle, ...response } = credential.response;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...credential, response: { ...response, ...(userHandle ? { userHandle } : {}) } },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: passkey.relyingPartyId,
      requireUserVerification: party.userVerification === 'required',
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    });
    return verified ? authenticationInfo : undefined;
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter('CREDENTIAL is not JSON.');
  }
}
