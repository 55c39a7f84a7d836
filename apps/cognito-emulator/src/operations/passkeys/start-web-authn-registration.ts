import { put } from '../../domain/store.js';
import { passkeyRegistrations } from '../../domain/user/passkey.js';
import { operation } from '../operation.js';
import { relyingPartyOf } from './relying-party.js';

const lifetimeMilliseconds = 5 * 60_000;
const [es256, rs256] = [-7, -257];

/** Asks a signed-in user's authenticator for a passkey (API reference, StartWebAuthnRegistration). */
export const startWebAuthnRegistration = operation({
  name: 'StartWebAuthnRegistration',
  access: 'accessToken',
  uses: ['clock', 'passkeys', 'store'],
  async handle({ passkeys, store, clock }, _request, { pool, client, user }) {
    const { id, userVerification } = relyingPartyOf(pool);
    // Loading it takes longer than all the rest of the emulator: it waits until somebody wants a passkey.
    const { generateRegistrationOptions } = await import('@simplewebauthn/server');
    const options = await generateRegistrationOptions({
      rpName: id,
      rpID: id,
      userName: user.attributes.email ?? user.username,
      userDisplayName: user.attributes.name ?? user.username,
      userID: new TextEncoder().encode(user.sub),
      timeout: lifetimeMilliseconds,
      attestationType: 'none',
      excludeCredentials: passkeys.ofUser(user).map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: {
        requireResidentKey: true,
        residentKey: 'required',
        userVerification,
      },
      supportedAlgorithmIDs: [es256, rs256],
    });
    const { challenge } = options;
    const expiresAt = clock.nowMilliseconds() + lifetimeMilliseconds;
    const { poolId, sub } = user;
    const waiting = { poolId, sub, clientId: client.id, challenge, expiresAt };
    await store.commit([put(passkeyRegistrations, waiting)]);
    return { CredentialCreationOptions: options };
  },
});
