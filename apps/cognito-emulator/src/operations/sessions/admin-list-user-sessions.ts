import { sessionDescription } from '../answers.js';
import { operation } from '../operation.js';

/** A user's sessions, all on one page (API reference, AdminListUserSessions). */
export const adminListUserSessions = operation({
  name: 'AdminListUserSessions',
  access: 'iam',
  uses: ['pools', 'userSessions', 'users'],
  handle({ pools, users, userSessions }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const sessions = userSessions.ofUser(pool, users.get(pool, request.Username));
    return { Sessions: sessions.map((session) => sessionDescription(session, false)) };
  },
});
