import { authFactors } from './auth-factors.js';
import { operation } from '../operation.js';

/** What a user can sign in with (API reference, AdminGetUserAuthFactors). */
export const adminGetUserAuthFactors = operation({
  name: 'AdminGetUserAuthFactors',
  access: 'iam',
  uses: ['passkeys', 'pools', 'users'],
  handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    return authFactors(services, pool, services.users.get(pool, request.Username));
  },
});
