import { ServiceError } from '../../domain/errors.js';
import { remove } from '../../domain/store.js';
import { passkeys as collection } from '../../domain/user/passkey.js';
import { operation } from '../operation.js';

/** Takes one of a user's passkeys away (API reference, DeleteWebAuthnCredential). */
export const deleteWebAuthnCredential = operation({
  name: 'DeleteWebAuthnCredential',
  access: 'accessToken',
  uses: ['passkeys', 'store'],
  async handle({ passkeys, store }, request, { user }) {
    const passkey = passkeys.find(user, request.CredentialId);
    if (passkey === undefined)
      throw new ServiceError('ResourceNotFoundException', 'Credential does not exist.');
    await store.commit([remove(collection, passkey)]);
    return {};
  },
});
