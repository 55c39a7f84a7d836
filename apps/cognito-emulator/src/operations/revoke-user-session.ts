import { invalidParameter } from '../domain/errors.js';
import { tokenSessionId } from '../domain/token/user-sessions.js';
import { operation } from './operation.js';

/** Ends another session of the user an access token belongs to (API reference, RevokeUserSession). */
export const revokeUserSession = operation({
  name: 'RevokeUserSession',
  access: 'accessToken',
  async handle({ users, userSessions, store }, request, { pool, user: caller, session }) {
    const { SessionId: id, RevokeAssociatedSessions: associated } = request;
    if (id === tokenSessionId(session))
      throw invalidParameter('The session of the access token itself can not be revoked.');
    await users.exclusively(caller, (user) =>
      store.commit(userSessions.revocation(pool, user, id, associated === 'LINKED')),
    );
    return {};
  },
});
