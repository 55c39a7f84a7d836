import { tokenSessionId } from '../../domain/token/user-sessions.js';
import { sessionDescription } from '../answers.js';
import { operation } from '../operation.js';

/** The sessions of the user an access token belongs to (API reference, ListUserSessions). */
export const listUserSessions = operation({
  name: 'ListUserSessions',
  access: 'accessToken',
  uses: ['userSessions'],
  handle({ userSessions }, _request, { pool, user, session }) {
    const current = tokenSessionId(session);
    return {
      Sessions: userSessions
        .ofUser(pool, user)
        .map((one) => sessionDescription(one, one.id === current)),
    };
  },
});
