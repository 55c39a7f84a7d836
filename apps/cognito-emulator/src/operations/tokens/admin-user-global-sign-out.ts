import { operation } from '../operation.js';
import { signOutEverywhere } from './sign-out-everywhere.js';

/** Ends every session of a user on an administrator's behalf (API reference, AdminUserGlobalSignOut). */
export const adminUserGlobalSignOut = operation({
  name: 'AdminUserGlobalSignOut',
  access: 'iam',
  uses: ['pools', 'sessions', 'store', 'users'],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    await signOutEverywhere(services, services.users.get(pool, request.Username));
    return {};
  },
});
