import type { AuthFlow } from '../auth-flow.js';
import { adminUserPasswordAuth } from './admin-user-password-auth.js';
import { customAuth } from './custom-auth.js';
import { refreshTokenAuth } from './refresh-token-auth.js';
import { userAuth } from './user-auth.js';
import { userPasswordAuth } from './user-password-auth.js';
import { userSrpAuth } from './user-srp-auth.js';

/** The authentication flows. A flow is one file and one line here. */
export const authFlows: ReadonlyMap<string, AuthFlow> = new Map(
  [
    userPasswordAuth,
    adminUserPasswordAuth,
    userSrpAuth,
    userAuth,
    customAuth,
    refreshTokenAuth,
  ].map((flow) => [flow.name, flow]),
);
