import { operation } from '../operation.js';
import { endSession } from './end-session.js';

/** Ends a session of a user (API reference, AdminRevokeUserSession). */
export const adminRevokeUserSession = operation({
  name: 'AdminRevokeUserSession',
  access: 'iam',
  uses: ['pools', 'store', 'userSessions', 'users'],
  async handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const user = services.users.get(pool, request.Username);
    await endSession(services, { pool, user }, request);
    return {};
  },
});
