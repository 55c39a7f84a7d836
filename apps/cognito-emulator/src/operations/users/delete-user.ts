import { deleteUser as deleteOwner } from './delete-account.js';
import { operation } from '../operation.js';

/** Deletes the user an access token belongs to (API reference, DeleteUser). */
export const deleteUser = operation({
  name: 'DeleteUser',
  access: 'accessToken',
  uses: ['store', 'users'],
  async handle(services, _request, { user }) {
    await deleteOwner(services, user);
    return {};
  },
});
