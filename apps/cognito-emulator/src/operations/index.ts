import { addUserPoolClientSecret } from './add-user-pool-client-secret.js';
import { adminAddUserToGroup } from './admin-add-user-to-group.js';
import { adminCreateUser } from './admin-create-user.js';
import { adminDisableUser } from './admin-disable-user.js';
import { adminEnableUser } from './admin-enable-user.js';
import { adminGetUser } from './admin-get-user.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { deleteUserPoolClientSecret } from './delete-user-pool-client-secret.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { describeUserPool } from './describe-user-pool.js';
import { getClientToken } from './get-client-token.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { getUser } from './get-user.js';
import { globalSignOut } from './global-sign-out.js';
import { initiateAuth } from './initiate-auth.js';
import { listUserPoolClientSecrets } from './list-user-pool-client-secrets.js';
import { listUsers } from './list-users.js';
import type { Operation } from './operation.js';
import { resendConfirmationCode } from './resend-confirmation-code.js';
import { respondToAuthChallenge } from './respond-to-auth-challenge.js';
import { revokeToken } from './revoke-token.js';
import { signUp } from './sign-up.js';

/** Every operation the emulator has. Adding one is a file and a line here. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    addUserPoolClientSecret,
    adminAddUserToGroup,
    adminCreateUser,
    adminDisableUser,
    adminEnableUser,
    adminGetUser,
    adminSetUserPassword,
    adminUserGlobalSignOut,
    confirmSignUp,
    deleteUserPoolClientSecret,
    describeUserPool,
    describeUserPoolClient,
    getClientToken,
    getTokensFromRefreshToken,
    getUser,
    globalSignOut,
    initiateAuth,
    listUserPoolClientSecrets,
    listUsers,
    resendConfirmationCode,
    respondToAuthChallenge,
    revokeToken,
    signUp,
  ].map((operation) => [operation.name, operation]),
);
