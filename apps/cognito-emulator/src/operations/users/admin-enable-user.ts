import { changedUser } from './changed-user.js';
import { operation } from '../operation.js';

/** Lets a disabled user sign in again; sessions that disabling ended stay ended (API reference, AdminEnableUser). */
export const adminEnableUser = operation({
  name: 'AdminEnableUser',
  access: 'iam',
  uses: ['clock', 'pools', 'users'],
  async handle({ pools, users, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    await users.exclusively(users.get(pool, request.Username), (user) =>
      users.save(changedUser(pool, user, { enabled: true }, clock.nowMilliseconds())),
    );
    return {};
  },
});
