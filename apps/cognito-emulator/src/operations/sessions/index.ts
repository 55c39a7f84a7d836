import type { Operation } from '../operation.js';
import { adminListUserSessions } from './admin-list-user-sessions.js';
import { adminRevokeUserSession } from './admin-revoke-user-session.js';
import { getUserPoolClientSessionConfiguration } from './get-user-pool-client-session-configuration.js';
import { getUserPoolSessionConfiguration } from './get-user-pool-session-configuration.js';
import { listUserSessions } from './list-user-sessions.js';
import { revokeUserSession } from './revoke-user-session.js';
import { setUserPoolClientSessionConfiguration } from './set-user-pool-client-session-configuration.js';
import { setUserPoolSessionConfiguration } from './set-user-pool-session-configuration.js';

/** Sessions of users, and how pools and clients track them. */
export const sessionOperations: readonly Operation[] = [
  adminListUserSessions,
  adminRevokeUserSession,
  getUserPoolClientSessionConfiguration,
  getUserPoolSessionConfiguration,
  listUserSessions,
  revokeUserSession,
  setUserPoolClientSessionConfiguration,
  setUserPoolSessionConfiguration,
];
