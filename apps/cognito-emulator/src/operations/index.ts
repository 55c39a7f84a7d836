import { addUserPoolClientSecret } from './add-user-pool-client-secret.js';
import { adminAddUserToGroup } from './admin-add-user-to-group.js';
import { adminCreateUser } from './admin-create-user.js';
import { adminDisableProviderForUser } from './admin-disable-provider-for-user.js';
import { adminDisableUser } from './admin-disable-user.js';
import { adminEnableUser } from './admin-enable-user.js';
import { adminGetUser } from './admin-get-user.js';
import { adminLinkProviderForUser } from './admin-link-provider-for-user.js';
import { adminListGroupsForUser } from './admin-list-groups-for-user.js';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { createGroup } from './create-group.js';
import { createIdentityProvider } from './create-identity-provider.js';
import { createResourceServer } from './create-resource-server.js';
import { deleteGroup } from './delete-group.js';
import { deleteIdentityProvider } from './delete-identity-provider.js';
import { deleteResourceServer } from './delete-resource-server.js';
import { deleteUserPoolClientSecret } from './delete-user-pool-client-secret.js';
import { describeIdentityProvider } from './describe-identity-provider.js';
import { describeResourceServer } from './describe-resource-server.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { describeUserPool } from './describe-user-pool.js';
import { getClientToken } from './get-client-token.js';
import { getGroup } from './get-group.js';
import { getIdentityProviderByIdentifier } from './get-identity-provider-by-identifier.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { getUser } from './get-user.js';
import { globalSignOut } from './global-sign-out.js';
import { initiateAuth } from './initiate-auth.js';
import { listGroups } from './list-groups.js';
import { listIdentityProviders } from './list-identity-providers.js';
import { listResourceServers } from './list-resource-servers.js';
import { listUserPoolClientSecrets } from './list-user-pool-client-secrets.js';
import { listUsers } from './list-users.js';
import { listUsersInGroup } from './list-users-in-group.js';
import type { Operation } from './operation.js';
import { resendConfirmationCode } from './resend-confirmation-code.js';
import { respondToAuthChallenge } from './respond-to-auth-challenge.js';
import { revokeToken } from './revoke-token.js';
import { signUp } from './sign-up.js';
import { updateGroup } from './update-group.js';
import { updateIdentityProvider } from './update-identity-provider.js';
import { updateResourceServer } from './update-resource-server.js';

/** Every operation the emulator has. Adding one is a file and a line here. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    addUserPoolClientSecret,
    adminAddUserToGroup,
    adminCreateUser,
    adminDisableProviderForUser,
    adminDisableUser,
    adminEnableUser,
    adminGetUser,
    adminLinkProviderForUser,
    adminListGroupsForUser,
    adminRemoveUserFromGroup,
    adminSetUserPassword,
    adminUserGlobalSignOut,
    confirmSignUp,
    createGroup,
    createIdentityProvider,
    createResourceServer,
    deleteGroup,
    deleteIdentityProvider,
    deleteResourceServer,
    deleteUserPoolClientSecret,
    describeIdentityProvider,
    describeResourceServer,
    describeUserPool,
    describeUserPoolClient,
    getClientToken,
    getGroup,
    getIdentityProviderByIdentifier,
    getTokensFromRefreshToken,
    getUser,
    globalSignOut,
    initiateAuth,
    listGroups,
    listIdentityProviders,
    listResourceServers,
    listUserPoolClientSecrets,
    listUsers,
    listUsersInGroup,
    resendConfirmationCode,
    respondToAuthChallenge,
    revokeToken,
    signUp,
    updateGroup,
    updateIdentityProvider,
    updateResourceServer,
  ].map((operation) => [operation.name, operation]),
);
