import { deleteUser } from './delete-account.js';
import { operation } from '../operation.js';

/** Deletes a user on an administrator's behalf (API reference, AdminDeleteUser). */
export const adminDeleteUser = operation({
  name: 'AdminDeleteUser',
  access: 'iam',
  uses: ['pools', 'store', 'users'],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    await deleteUser(services, services.users.get(pool, request.Username));
    return {};
  },
});
