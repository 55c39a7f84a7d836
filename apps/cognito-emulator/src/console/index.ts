import { faultActions } from './control/fault-actions.js';
import { clockActions } from './control/clock-actions.js';
import { faultsPage } from './control/faults-page.js';
import { keysPage } from './control/keys-page.js';
import { keyActions } from './control/key-actions.js';
import { outboxActions, outboxPage } from './live/outbox-page.js';
import { requestsPage } from './live/requests-page.js';
import { overviewPage } from './overview-page.js';
import type { Action, ConsolePage } from './page.js';
import { poolPage } from './pools/pool-page.js';
import { secretActions } from './pools/secrets.js';
import { userActions } from './users/user-actions.js';
import { userPage } from './users/user-page.js';
import { usersPage } from './users/users-page.js';

export { overviewPage };

export const pages: readonly ConsolePage[] = [
  overviewPage,
  poolPage,
  usersPage,
  userPage,
  outboxPage,
  requestsPage,
  faultsPage,
  keysPage,
];

export const actions: readonly Action[] = [
  ...secretActions,
  ...userActions,
  ...outboxActions,
  ...faultActions,
  ...clockActions,
  ...keyActions,
];
