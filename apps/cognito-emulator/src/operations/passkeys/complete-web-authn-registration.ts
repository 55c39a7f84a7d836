import { parseOrigin } from '@gatehouse/platform-core';
import { limitExceededBy, ServiceError } from '../../domain/errors.js';
import { put, remove } from '../../domain/store.js';
import {
  type Passkey,
  passkeyRegistrations,
  passkeys as collection,
} from '../../domain/user/passkey.js';
import { mostPasskeys } from '../../domain/user/passkeys.js';
import type { SignedInUser } from '../../domain/token/access-tokens.js';
import { operation } from '../operation.js';
import { clientDataOf, credentialOf, registrationResponse } from './client-data.js';
import { relyingPartyOf } from './relying-party.js';
import type { Services } from '../services.js';

/** Keeps the passkey an authenticator made (API reference, CompleteWebAuthnRegistration). */
export const completeWebAuthnRegistration = operation({
  name: 'CompleteWebAuthnRegistration',
  access: 'accessToken',
  uses: ['clock', 'passkeys', 'store', 'users'],
  async handle(services, request, signedIn) {
    const credential = credentialOf(registrationResponse, request.Credential);
    const passkey = await verifiedPasskey(services, signedIn, credential);
    await services.users.exclusively(signedIn.user, async (user) => {
      const { registration } = pendingRegistration(services, signedIn);
      if (services.passkeys.ofUser(user).length >= mostPasskeys)
        throw limitExceededBy('The user has the most passkeys there may be.');
      if (services.store.get(collection, collection.keyOf(passkey)) !== undefined)
        throw notSupported('The passkey is registered already.');
      await services.store.commit([
        remove(passkeyRegistrations, registration),
        put(collection, passkey),
      ]);
    });
    return {};
  },
});

function pendingRegistration(
  { store, clock }: Pick<Services, 'clock' | 'store'>,
  { user, client }: SignedInUser,
) {
  const registration = store.get(passkeyRegistrations, `${user.poolId}/${user.sub}`);
  if (registration === undefined || registration.expiresAt <= clock.nowMilliseconds())
    throw new ServiceError(
      'WebAuthnChallengeNotFoundException',
      'The registration was not started, or has expired.',
    );
  if (registration.clientId !== client.id)
    throw new ServiceError(
      'WebAuthnClientMismatchException',
      'The registration was started by another client.',
    );
  return { registration };
}

async function verifiedPasskey(
  services: Pick<Services, 'clock' | 'passkeys' | 'store'>,
  signedIn: SignedInUser,
  credential: ReturnType<typeof credentialOf<typeof registrationResponse>>,
): Promise<Passkey> {
  const { pool, user } = signedIn;
  const party = relyingPartyOf(pool);
  const { registration } = pendingRegistration(services, signedIn);
  const { origin, challenge } = clientDataOf(credential.response.clientDataJSON, party);
  if (challenge !== registration.challenge)
    throw new ServiceError(
      'WebAuthnChallengeNotFoundException',
      'The credential answers another registration.',
    );
  const { userVerified, rpID, ...made } = await verified(credential, {
    expectedChallenge: registration.challenge,
    expectedOrigin: origin,
  });
  if (rpID !== party.id)
    throw new ServiceError(
      'WebAuthnRelyingPartyMismatchException',
      'The credential belongs to another relying party.',
    );
  if (party.userVerification === 'required' && !userVerified)
    throw notSupported('The user pool requires user verification.');
  return {
    poolId: pool.id,
    sub: user.sub,
    credentialId: made.credential.id,
    publicKey: Buffer.from(made.credential.publicKey).toString('base64url'),
    counter: made.credential.counter,
    relyingPartyId: party.id,
    friendlyName: `Passkey ${services.passkeys.ofUser(user).length + 1}`,
    attachment: credential.authenticatorAttachment,
    transports: credential.response.transports ?? [],
    isDeviceBound: made.credentialDeviceType === 'singleDevice',
    createdAt: services.clock.nowMilliseconds(),
  };
}

/** The hash of the relying party's id is compared by the library, with any id when none is given; see `rpID`. */
async function verified(
  credential: ReturnType<typeof credentialOf<typeof registrationResponse>>,
  expected: { readonly expectedChallenge: string; readonly expectedOrigin: string },
) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const page = parseOrigin(expected.expectedOrigin);
  try {
    const result = await verifyRegistrationResponse({
      response: credential,
      ...expected,
      expectedRPID: domainsAbove(page?.name ?? ''),
      requireUserVerification: false,
    });
    if (result.verified) return result.registrationInfo;
  } catch {
    // Refused below: what the library says names values of the request.
  }
  throw notSupported('The credential could not be verified.');
}

/** A host and the domains it lies in: `a.b.c`, `b.c`, `c`. */
function domainsAbove(hostname: string): string[] {
  const labels = hostname.split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}

const notSupported = (text: string) =>
  new ServiceError('WebAuthnCredentialNotSupportedException', text);
