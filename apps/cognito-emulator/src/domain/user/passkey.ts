import { ownedByClient, ownedByUser } from '../owners.js';
import type { Collection } from '../store.js';

/** A passkey a user registered (WebAuthn Level 3, "public key credential"). */
export interface Passkey {
  readonly poolId: string;
  readonly sub: string;
  /** Base64url, as the authenticator made it. */
  readonly credentialId: string;
  /** The COSE key in base64url. */
  readonly publicKey: string;
  /** The authenticator's own count of uses, which never goes back. */
  readonly counter: number;
  readonly relyingPartyId: string;
  readonly friendlyName: string;
  readonly attachment?: string | undefined;
  readonly transports: readonly string[];
  /** Whether it can't leave the one authenticator it was made on. */
  readonly isDeviceBound: boolean;
  readonly createdAt: number;
}

/** A registration that waits for the authenticator's answer; one a user. */
export interface PasskeyRegistration {
  readonly poolId: string;
  readonly sub: string;
  readonly clientId: string;
  readonly challenge: string;
  readonly expiresAt: number;
}

export const passkeys: Collection<Passkey> = {
  name: 'passkeys',
  keyOf: ({ poolId, credentialId }) => `${poolId}/${credentialId}`,
  owners: { user: ownedByUser },
  indexes: {},
};

export const passkeyRegistrations: Collection<PasskeyRegistration> = {
  name: 'passkeyRegistrations',
  keyOf: ({ poolId, sub }) => `${poolId}/${sub}`,
  owners: { user: ownedByUser, client: ownedByClient },
  indexes: {},
};
