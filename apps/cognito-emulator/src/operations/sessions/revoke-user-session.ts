import { invalidParameter } from '../../domain/errors.js';
import { tokenSessionId } from '../../domain/token/user-sessions.js';
import { operation } from '../operation.js';
import { endSession } from './end-session.js';

/** Ends another session of the user an access token belongs to (API reference, RevokeUserSession). */
export const revokeUserSession = operation({
  name: 'RevokeUserSession',
  access: 'accessToken',
  uses: ['store', 'userSessions', 'users'],
  async handle(services, request, { pool, user, session }) {
    if (request.SessionId === tokenSessionId(session))
      throw invalidParameter('The session of the access token itself can not be revoked.');
    await endSession(services, { pool, user }, request);
    return {};
  },
});
