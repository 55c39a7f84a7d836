import type { Operation } from '../operation.js';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.js';
import { getClientToken } from './get-client-token.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { globalSignOut } from './global-sign-out.js';
import { revokeToken } from './revoke-token.js';

/** Tokens: refreshed, issued to clients and revoked. */
export const tokenOperations: readonly Operation[] = [
  adminUserGlobalSignOut,
  getClientToken,
  getTokensFromRefreshToken,
  globalSignOut,
  revokeToken,
];
