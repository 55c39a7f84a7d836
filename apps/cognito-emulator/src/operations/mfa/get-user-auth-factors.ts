import { authFactors } from './auth-factors.js';
import { operation } from '../operation.js';

/** What the user of an access token can sign in with (API reference, GetUserAuthFactors). */
export const getUserAuthFactors = operation({
  name: 'GetUserAuthFactors',
  access: 'accessToken',
  uses: ['passkeys'],
  handle: (services, _request, { pool, user }) => authFactors(services, pool, user),
});
