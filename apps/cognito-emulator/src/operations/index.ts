import { adminAddUserToGroup } from './admin-add-user-to-group.js';
import { adminCreateUser } from './admin-create-user.js';
import { adminGetUser } from './admin-get-user.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { describeUserPool } from './describe-user-pool.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { getUser } from './get-user.js';
import { initiateAuth } from './initiate-auth.js';
import { listUsers } from './list-users.js';
import type { Operation } from './operation.js';
import { resendConfirmationCode } from './resend-confirmation-code.js';
import { respondToAuthChallenge } from './respond-to-auth-challenge.js';
import { signUp } from './sign-up.js';

/** Every operation the emulator has. Adding one is a file and a line here. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    adminAddUserToGroup,
    adminCreateUser,
    adminGetUser,
    adminSetUserPassword,
    confirmSignUp,
    describeUserPool,
    describeUserPoolClient,
    getTokensFromRefreshToken,
    getUser,
    initiateAuth,
    listUsers,
    resendConfirmationCode,
    respondToAuthChallenge,
    signUp,
  ].map((operation) => [operation.name, operation]),
);
