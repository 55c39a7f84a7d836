import type { OperationName } from '../../operations/operation.js';
import { runAsAdministrator } from '../operations.js';
import { type Action, done, type Notice } from '../page.js';
import { userPath } from '../pools/paths.js';
import { userAt, userPage } from './user-page.js';

/** What an administrator does by an operation of the API. */
const administers = (name: string, operation: OperationName, notice: Notice): Action => ({
  path: `${userPage.path}/${name}`,
  page: userPage,
  act: async (visit) => {
    const { pool, user } = userAt(visit);
    await runAsAdministrator(visit, pool, operation, { Username: user.username });
    return done(userPath(pool.id, user.sub), notice);
  },
});

export const userActions: readonly Action[] = [
  administers('sign-out', 'AdminUserGlobalSignOut', 'signed-out'),
  administers('confirm', 'AdminConfirmSignUp', 'confirmed'),
  administers('disable', 'AdminDisableUser', 'disabled'),
  administers('enable', 'AdminEnableUser', 'enabled'),
];
