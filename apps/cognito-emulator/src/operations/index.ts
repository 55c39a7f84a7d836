import { addCustomAttributes } from './add-custom-attributes.js';
import { addUserPoolClientSecret } from './add-user-pool-client-secret.js';
import { adminAddUserToGroup } from './admin-add-user-to-group.js';
import { adminConfirmSignUp } from './admin-confirm-sign-up.js';
import { adminCreateUser } from './admin-create-user.js';
import { adminDeleteSoftwareToken } from './admin-delete-software-token.js';
import { adminDeleteUserAttributes } from './admin-delete-user-attributes.js';
import { adminDeleteUser } from './admin-delete-user.js';
import { adminDisableProviderForUser } from './admin-disable-provider-for-user.js';
import { adminDisableUser } from './admin-disable-user.js';
import { adminEnableUser } from './admin-enable-user.js';
import { adminForgetDevice } from './admin-forget-device.js';
import { adminGetDevice } from './admin-get-device.js';
import { adminGetUserAuthFactors } from './admin-get-user-auth-factors.js';
import { adminGetUser } from './admin-get-user.js';
import { adminInitiateAuth } from './admin-initiate-auth.js';
import { adminLinkProviderForUser } from './admin-link-provider-for-user.js';
import { adminListDevices } from './admin-list-devices.js';
import { adminListGroupsForUser } from './admin-list-groups-for-user.js';
import { adminListUserAuthEvents } from './admin-list-user-auth-events.js';
import { adminListUserSessions } from './admin-list-user-sessions.js';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.js';
import { adminResetUserPassword } from './admin-reset-user-password.js';
import { adminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.js';
import { adminRevokeUserSession } from './admin-revoke-user-session.js';
import { adminSetUserMfaPreference } from './admin-set-user-mfa-preference.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { adminSetUserSettings } from './admin-set-user-settings.js';
import { adminUpdateAuthEventFeedback } from './admin-update-auth-event-feedback.js';
import { adminUpdateDeviceStatus } from './admin-update-device-status.js';
import { adminUpdateUserAttributes } from './admin-update-user-attributes.js';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.js';
import { associateSoftwareToken } from './associate-software-token.js';
import { changePassword } from './change-password.js';
import { completeWebAuthnRegistration } from './complete-web-authn-registration.js';
import { confirmDevice } from './confirm-device.js';
import { confirmForgotPassword } from './confirm-forgot-password.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { createGroup } from './create-group.js';
import { createIdentityProvider } from './create-identity-provider.js';
import { createManagedLoginBranding } from './create-managed-login-branding.js';
import { createResourceServer } from './create-resource-server.js';
import { createUserPoolClient } from './create-user-pool-client.js';
import { createUserPoolDomain } from './create-user-pool-domain.js';
import { createUserPool } from './create-user-pool.js';
import { deleteGroup } from './delete-group.js';
import { deleteIdentityProvider } from './delete-identity-provider.js';
import { deleteManagedLoginBranding } from './delete-managed-login-branding.js';
import { deleteResourceServer } from './delete-resource-server.js';
import { deleteUserAttributes } from './delete-user-attributes.js';
import { deleteUserPoolClientSecret } from './delete-user-pool-client-secret.js';
import { deleteUserPoolClient } from './delete-user-pool-client.js';
import { deleteUserPoolDomain } from './delete-user-pool-domain.js';
import { deleteUserPool } from './delete-user-pool.js';
import { deleteUser } from './delete-user.js';
import { deleteWebAuthnCredential } from './delete-web-authn-credential.js';
import { describeIdentityProvider } from './describe-identity-provider.js';
import { describeManagedLoginBrandingByClient } from './describe-managed-login-branding-by-client.js';
import { describeManagedLoginBranding } from './describe-managed-login-branding.js';
import { describeResourceServer } from './describe-resource-server.js';
import { describeRiskConfiguration } from './describe-risk-configuration.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { describeUserPoolDomain } from './describe-user-pool-domain.js';
import { describeUserPool } from './describe-user-pool.js';
import { forgetDevice } from './forget-device.js';
import { forgotPassword } from './forgot-password.js';
import { getClientToken } from './get-client-token.js';
import { getCsvHeader } from './get-csv-header.js';
import { getDevice } from './get-device.js';
import { getGroup } from './get-group.js';
import { getIdentityProviderByIdentifier } from './get-identity-provider-by-identifier.js';
import { getLogDeliveryConfiguration } from './get-log-delivery-configuration.js';
import { getSigningCertificate } from './get-signing-certificate.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { getUICustomization } from './get-ui-customization.js';
import { getUserAttributeVerificationCode } from './get-user-attribute-verification-code.js';
import { getUserAuthFactors } from './get-user-auth-factors.js';
import { getUserPoolClientSessionConfiguration } from './get-user-pool-client-session-configuration.js';
import { getUserPoolMfaConfig } from './get-user-pool-mfa-config.js';
import { getUserPoolSessionConfiguration } from './get-user-pool-session-configuration.js';
import { getUser } from './get-user.js';
import { globalSignOut } from './global-sign-out.js';
import { initiateAuth } from './initiate-auth.js';
import { listDevices } from './list-devices.js';
import { listGroups } from './list-groups.js';
import { listIdentityProviders } from './list-identity-providers.js';
import { listResourceServers } from './list-resource-servers.js';
import { listTagsForResource } from './list-tags-for-resource.js';
import { listUserPoolClientSecrets } from './list-user-pool-client-secrets.js';
import { listUserPoolClients } from './list-user-pool-clients.js';
import { listUserPools } from './list-user-pools.js';
import { listUserSessions } from './list-user-sessions.js';
import { listUsersInGroup } from './list-users-in-group.js';
import { listUsers } from './list-users.js';
import { listWebAuthnCredentials } from './list-web-authn-credentials.js';
import type { Operation } from './operation.js';
import { resendConfirmationCode } from './resend-confirmation-code.js';
import { respondToAuthChallenge } from './respond-to-auth-challenge.js';
import { revokeToken } from './revoke-token.js';
import { revokeUserSession } from './revoke-user-session.js';
import { setLogDeliveryConfiguration } from './set-log-delivery-configuration.js';
import { setRiskConfiguration } from './set-risk-configuration.js';
import { setUICustomization } from './set-ui-customization.js';
import { setUserMfaPreference } from './set-user-mfa-preference.js';
import { setUserPoolClientSessionConfiguration } from './set-user-pool-client-session-configuration.js';
import { setUserPoolMfaConfig } from './set-user-pool-mfa-config.js';
import { setUserPoolSessionConfiguration } from './set-user-pool-session-configuration.js';
import { setUserSettings } from './set-user-settings.js';
import { signUp } from './sign-up.js';
import { startWebAuthnRegistration } from './start-web-authn-registration.js';
import { tagResource } from './tag-resource.js';
import { untagResource } from './untag-resource.js';
import { updateAuthEventFeedback } from './update-auth-event-feedback.js';
import { updateDeviceStatus } from './update-device-status.js';
import { updateGroup } from './update-group.js';
import { updateIdentityProvider } from './update-identity-provider.js';
import { updateManagedLoginBranding } from './update-managed-login-branding.js';
import { updateResourceServer } from './update-resource-server.js';
import { updateUserAttributes } from './update-user-attributes.js';
import { updateUserPoolClient } from './update-user-pool-client.js';
import { updateUserPoolDomain } from './update-user-pool-domain.js';
import { updateUserPool } from './update-user-pool.js';
import { verifySoftwareToken } from './verify-software-token.js';
import { verifyUserAttribute } from './verify-user-attribute.js';

/** Every operation the emulator has. Adding one is a file and a line here. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [
    addCustomAttributes,
    addUserPoolClientSecret,
    adminAddUserToGroup,
    adminConfirmSignUp,
    adminCreateUser,
    adminDeleteSoftwareToken,
    adminDeleteUser,
    adminDeleteUserAttributes,
    adminDisableProviderForUser,
    adminDisableUser,
    adminEnableUser,
    adminForgetDevice,
    adminGetDevice,
    adminGetUser,
    adminGetUserAuthFactors,
    adminInitiateAuth,
    adminLinkProviderForUser,
    adminListDevices,
    adminListGroupsForUser,
    adminListUserAuthEvents,
    adminListUserSessions,
    adminRemoveUserFromGroup,
    adminResetUserPassword,
    adminRespondToAuthChallenge,
    adminRevokeUserSession,
    adminSetUserMfaPreference,
    adminSetUserPassword,
    adminSetUserSettings,
    adminUpdateAuthEventFeedback,
    adminUpdateDeviceStatus,
    adminUpdateUserAttributes,
    adminUserGlobalSignOut,
    associateSoftwareToken,
    changePassword,
    completeWebAuthnRegistration,
    confirmDevice,
    confirmForgotPassword,
    confirmSignUp,
    createGroup,
    createIdentityProvider,
    createManagedLoginBranding,
    createResourceServer,
    createUserPool,
    createUserPoolClient,
    createUserPoolDomain,
    deleteGroup,
    deleteIdentityProvider,
    deleteManagedLoginBranding,
    deleteResourceServer,
    deleteUser,
    deleteUserAttributes,
    deleteUserPool,
    deleteUserPoolClient,
    deleteUserPoolClientSecret,
    deleteUserPoolDomain,
    deleteWebAuthnCredential,
    describeIdentityProvider,
    describeManagedLoginBranding,
    describeManagedLoginBrandingByClient,
    describeResourceServer,
    describeRiskConfiguration,
    describeUserPool,
    describeUserPoolClient,
    describeUserPoolDomain,
    forgetDevice,
    forgotPassword,
    getClientToken,
    getCsvHeader,
    getDevice,
    getGroup,
    getIdentityProviderByIdentifier,
    getLogDeliveryConfiguration,
    getSigningCertificate,
    getTokensFromRefreshToken,
    getUICustomization,
    getUser,
    getUserAttributeVerificationCode,
    getUserAuthFactors,
    getUserPoolClientSessionConfiguration,
    getUserPoolMfaConfig,
    getUserPoolSessionConfiguration,
    globalSignOut,
    initiateAuth,
    listDevices,
    listGroups,
    listIdentityProviders,
    listResourceServers,
    listTagsForResource,
    listUserPoolClients,
    listUserPoolClientSecrets,
    listUserPools,
    listUsers,
    listUserSessions,
    listUsersInGroup,
    listWebAuthnCredentials,
    resendConfirmationCode,
    respondToAuthChallenge,
    revokeToken,
    revokeUserSession,
    setLogDeliveryConfiguration,
    setRiskConfiguration,
    setUICustomization,
    setUserMfaPreference,
    setUserPoolClientSessionConfiguration,
    setUserPoolMfaConfig,
    setUserPoolSessionConfiguration,
    setUserSettings,
    signUp,
    startWebAuthnRegistration,
    tagResource,
    untagResource,
    updateAuthEventFeedback,
    updateDeviceStatus,
    updateGroup,
    updateIdentityProvider,
    updateManagedLoginBranding,
    updateResourceServer,
    updateUserAttributes,
    updateUserPool,
    updateUserPoolClient,
    updateUserPoolDomain,
    verifySoftwareToken,
    verifyUserAttribute,
  ].map((operation) => [operation.name, operation]),
);
