import type { Operation } from '../operation.js';
import { completeWebAuthnRegistration } from './complete-web-authn-registration.js';
import { deleteWebAuthnCredential } from './delete-web-authn-credential.js';
import { listWebAuthnCredentials } from './list-web-authn-credentials.js';
import { startWebAuthnRegistration } from './start-web-authn-registration.js';

/** Passkeys (WebAuthn credentials) of users. */
export const passkeyOperations: readonly Operation[] = [
  completeWebAuthnRegistration,
  deleteWebAuthnCredential,
  listWebAuthnCredentials,
  startWebAuthnRegistration,
];
