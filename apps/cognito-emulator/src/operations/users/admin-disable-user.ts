import { changedUser } from './changed-user.js';
import { operation } from '../operation.js';

/** Keeps a user from signing in, and ends every session the user has, in browsers too (API reference, AdminDisableUser). */
export const adminDisableUser = operation({
  name: 'AdminDisableUser',
  access: 'iam',
  uses: ['browserSessions', 'clock', 'pools', 'sessions', 'users'],
  async handle({ pools, users, sessions, browserSessions, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    await users.exclusively(users.get(pool, request.Username), (user) => {
      const disabled = changedUser(pool, user, { enabled: false }, clock.nowMilliseconds());
      return users.save(disabled, [
        ...sessions.revocation(sessions.ofUser(user)),
        ...browserSessions.withoutUser(user),
      ]);
    });
    return {};
  },
});
