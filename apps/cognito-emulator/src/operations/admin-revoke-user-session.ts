import { operation } from './operation.js';

/** Ends a session of a user (API reference, AdminRevokeUserSession). */
export const adminRevokeUserSession = operation({
  name: 'AdminRevokeUserSession',
  access: 'iam',
  async handle({ pools, users, userSessions, store }, request, { region }) {
    const { SessionId: id, RevokeAssociatedSessions: associated } = request;
    const pool = pools.get(request.UserPoolId, region);
    await users.exclusively(users.get(pool, request.Username), (user) =>
      store.commit(userSessions.revocation(pool, user, id, associated === 'LINKED')),
    );
    return {};
  },
});
