import type { User } from '../../domain/user/user.js';
import type { OperationName } from '../../operations/operation.js';
import { runAsAdministrator } from '../operations.js';
import { type Action, done, type Notice, type Visit } from '../page.js';
import { userPath } from '../pools/paths.js';
import { userAt, userPage } from './user-page.js';

/** What an administrator does by an operation of the API, and by nothing else where it does all that is meant. */
const administers = (
  name: string,
  operation: OperationName,
  notice: Notice,
  alsoDo?: (visit: Visit, user: User) => Promise<void>,
): Action => ({
  path: `${userPage.path}/${name}`,
  page: userPage,
  act: async (visit) => {
    const { pool, user } = userAt(visit);
    await runAsAdministrator(visit, pool, operation, { Username: user.username });
    await alsoDo?.(visit, user);
    return done(userPath(pool.id, user.sub), notice);
  },
});

/** The operation leaves browsers signed in at the pages (API reference, AdminUserGlobalSignOut). */
async function signOutOfBrowsers({ parts }: Visit, user: User): Promise<void> {
  const { browserSessions, store } = parts.services;
  const changes = browserSessions.withoutUser(user);
  if (changes.length > 0) await store.commit(changes);
}

export const userActions: readonly Action[] = [
  administers('sign-out', 'AdminUserGlobalSignOut', 'signed-out', signOutOfBrowsers),
  administers('confirm', 'AdminConfirmSignUp', 'confirmed'),
  administers('disable', 'AdminDisableUser', 'disabled'),
  administers('enable', 'AdminEnableUser', 'enabled'),
];
