// Made by tools/emulator/service-model.mjs; run npm run generate to remake it.
import { z } from 'zod';

export const UserPoolIdType = z
  .string()
  .min(1)
  .max(55)
  .regex(/^[\w-]+_[0-9a-zA-Z]+$/);
export const CustomAttributeNameType = z
  .string()
  .min(1)
  .max(20)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const AttributeDataType = z.enum(['Boolean', 'DateTime', 'Number', 'String']);
export const ClientIdType = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+]+$/);
export const ClientSecretType = z
  .string()
  .min(24)
  .max(64)
  .regex(/^[\w+]+$/);
export const UsernameType = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const GroupNameType = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const AttributeNameType = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const AttributeValueType = z.string().max(2_048);
export const PasswordType = z
  .string()
  .min(6)
  .max(256)
  .regex(/^\S.*\S$/);
export const MessageActionType = z.enum(['RESEND', 'SUPPRESS']);
export const DeliveryMediumType = z.enum(['EMAIL', 'SMS']);
export const ProviderNameType = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const DeviceKeyType = z
  .string()
  .min(1)
  .max(55)
  .regex(/^[\w-]+_[0-9a-f-]+$/);
export const AuthFlowType = z.enum([
  'ADMIN_NO_SRP_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'CUSTOM_AUTH',
  'REFRESH_TOKEN',
  'REFRESH_TOKEN_AUTH',
  'USER_AUTH',
  'USER_PASSWORD_AUTH',
  'USER_SRP_AUTH',
]);
export const SessionType = z.string().min(20).max(2_048);
export const QueryLimitType = z.int().min(0).max(60);
export const SearchPaginationTokenType = z
  .string()
  .min(1)
  .regex(/^[\S]+$/);
export const PaginationKey = z
  .string()
  .min(1)
  .regex(/^[\S]+$/);
export const ChallengeNameType = z.enum([
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_CHALLENGE',
  'DEVICE_PASSWORD_VERIFIER',
  'DEVICE_SRP_AUTH',
  'EMAIL_OTP',
  'MFA_SETUP',
  'NEW_PASSWORD_REQUIRED',
  'PASSWORD',
  'PASSWORD_SRP',
  'PASSWORD_VERIFIER',
  'SELECT_CHALLENGE',
  'SELECT_MFA_TYPE',
  'SMS_MFA',
  'SMS_OTP',
  'SOFTWARE_TOKEN_MFA',
  'WEB_AUTHN',
]);
export const RevokeAssociatedSessionsType = z.enum(['LINKED', 'NONE']);
export const EventIdType = z
  .string()
  .min(1)
  .max(50)
  .regex(/^[\w+-]+$/);
export const FeedbackValueType = z.enum(['Invalid', 'Valid']);
export const DeviceRememberedStatusType = z.enum(['not_remembered', 'remembered']);
export const TokenModelType = z.string().regex(/^[A-Za-z0-9-_=.]+$/);
export const DeviceNameType = z.string().min(1).max(1_024);
export const SecretHashType = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+=/]+$/);
export const ConfirmationCodeType = z
  .string()
  .min(1)
  .max(2_048)
  .regex(/^[\S]+$/);
export const DescriptionType = z.string().max(2_048);
export const ArnType = z
  .string()
  .min(20)
  .max(2_048)
  .regex(
    /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/,
  );
export const PrecedenceType = z.int().min(0);
export const ProviderNameTypeV1 = z
  .string()
  .min(3)
  .max(32)
  .regex(/^[^_][\p{L}\p{M}\p{S}\p{N}\p{P}][^_]+$/u);
export const IdentityProviderTypeType = z.enum([
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'OIDC',
  'SAML',
  'SignInWithApple',
]);
export const IdpIdentifierType = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[\w\s+=.@-]+$/);
export const AssetCategoryType = z.enum([
  'AUTH_APP_GRAPHIC',
  'EMAIL_GRAPHIC',
  'FAVICON_ICO',
  'FAVICON_SVG',
  'FORM_BACKGROUND',
  'FORM_LOGO',
  'IDP_BUTTON_ICON',
  'PAGE_BACKGROUND',
  'PAGE_FOOTER_BACKGROUND',
  'PAGE_FOOTER_LOGO',
  'PAGE_HEADER_BACKGROUND',
  'PAGE_HEADER_LOGO',
  'PASSKEY_GRAPHIC',
  'PASSWORD_GRAPHIC',
  'SMS_GRAPHIC',
]);
export const ColorSchemeModeType = z.enum(['DARK', 'DYNAMIC', 'LIGHT']);
export const AssetExtensionType = z.enum(['ICO', 'JPEG', 'PNG', 'SVG', 'WEBP']);
export const ResourceIdType = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[\w\- ]+$/);
export const ResourceServerIdentifierType = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/);
export const ResourceServerNameType = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\w\s+=,.@-]+$/);
export const ResourceServerScopeNameType = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/);
export const ResourceServerScopeDescriptionType = z.string().min(1).max(256);
export const UserImportJobNameType = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w\s+=,.@-]+$/);
export const PasswordHashingAlgorithmType = z.enum([
  'ARGON2ID',
  'BCRYPT',
  'PBKDF2_SHA256',
  'SCRYPT',
]);
export const UserPoolNameType = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w\s+=,.@-]+$/);
export const PasswordPolicyMinLengthType = z.int().min(6).max(99);
export const PasswordHistorySizeType = z.int().min(0).max(24);
export const TemporaryPasswordValidityDaysType = z.int().min(0).max(365);
export const AuthFactorType = z.enum([
  'EMAIL_OTP',
  'PASSWORD',
  'SMS_OTP',
  'WEB_AUTHN',
  'SOFTWARE_TOKEN',
]);
export const DeletionProtectionType = z.enum(['ACTIVE', 'INACTIVE']);
export const PreTokenGenerationLambdaVersionType = z.enum(['V1_0', 'V2_0', 'V3_0']);
export const VerifiedAttributeType = z.enum(['email', 'phone_number']);
export const AliasAttributeType = z.enum(['email', 'phone_number', 'preferred_username']);
export const UsernameAttributeType = z.enum(['email', 'phone_number']);
export const SmsVerificationMessageType = z
  .string()
  .min(6)
  .max(140)
  .regex(/^.*\{####\}.*$/);
export const EmailVerificationMessageType = z
  .string()
  .min(6)
  .max(20_000)
  .regex(/^(?=[^]*\{####\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s]*$/u);
export const EmailVerificationSubjectType = z
  .string()
  .min(1)
  .max(140)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u);
export const EmailVerificationMessageByLinkType = z
  .string()
  .min(6)
  .max(20_000)
  .regex(/^(?=[^]*?\{##[^]*?##\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s]*$/u);
export const EmailVerificationSubjectByLinkType = z
  .string()
  .min(1)
  .max(140)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u);
export const DefaultEmailOptionType = z.enum(['CONFIRM_WITH_CODE', 'CONFIRM_WITH_LINK']);
export const UserPoolMfaType = z.enum(['OFF', 'ON', 'OPTIONAL']);
export const EmailAddressType = z
  .string()
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const EmailSendingAccountType = z.enum(['COGNITO_DEFAULT', 'DEVELOPER']);
export const SESConfigurationSet = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9_-]+$/);
export const RegionCodeType = z.string().min(5).max(32);
export const AdminCreateUserUnusedAccountValidityDaysType = z.int().min(0).max(365);
export const AdvancedSecurityModeType = z.enum(['OFF', 'AUDIT', 'ENFORCED']);
export const AdvancedSecurityEnabledModeType = z.enum(['AUDIT', 'ENFORCED']);
export const StatusType = z.enum(['Disabled', 'Enabled']);
export const OAuthFlowType = z.enum(['client_credentials', 'code', 'implicit']);
export const PriorityType = z.int().min(1).max(2);
export const RecoveryOptionNameType = z.enum([
  'admin_only',
  'verified_email',
  'verified_phone_number',
]);
export const UserPoolTierType = z.enum(['ESSENTIALS', 'LITE', 'PLUS']);
export const EncryptionKeyType = z.enum(['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KEY']);
export const IssuerType = z.enum(['ORIGINAL', 'UPDATED']);
export const AcrValueType = z.string().min(1).max(64);
export const ClientNameType = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w\s+=,.@-]+$/);
export const RefreshTokenValidityType = z.int().min(0).max(315_360_000);
export const AccessTokenValidityType = z.int().min(1).max(86_400);
export const IdTokenValidityType = z.int().min(1).max(86_400);
export const TimeUnitsType = z.enum(['days', 'hours', 'minutes', 'seconds']);
export const ClientPermissionType = z.string().min(1).max(2_048);
export const ExplicitAuthFlowsType = z.enum([
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'ALLOW_CLIENT_TOKEN_AUTH',
]);
export const RedirectUrlType = z
  .string()
  .min(1)
  .max(1_024)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);
export const ScopeType = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/);
export const HexStringType = z.string().regex(/^[0-9a-fA-F]+$/);
export const PreventUserExistenceErrorTypes = z.enum(['ENABLED', 'LEGACY']);
export const AuthSessionValidityType = z.int().min(3).max(15);
export const FeatureType = z.enum(['ENABLED', 'DISABLED']);
export const RetryGracePeriodSecondsType = z.int().min(0).max(60);
export const DomainType = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9.\-]{0,61}[a-z0-9])?$/);
export const ManagedLoginVersionType = z.int().min(1).max(2);
export const SecurityPolicyType = z.enum(['TLS_V1', 'TLS_V1_2_2021', 'TLS_V1_3_2025']);
export const ManagedLoginBrandingIdType = z
  .string()
  .regex(/^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/);
export const ClientSecretIdType = z.string().min(1).max(128);
export const UserImportJobIdType = z
  .string()
  .min(1)
  .max(55)
  .regex(/^import-[0-9a-zA-Z-]+$/);
export const ListProvidersLimitType = z.int().min(0).max(60);
export const PaginationKeyType = z
  .string()
  .min(1)
  .regex(/^[\S]+$/);
export const ListResourceServersLimitType = z.int().min(1).max(50);
export const PoolQueryLimitType = z.int().min(1).max(60);
export const QueryLimit = z.int().min(1).max(60);
export const ClientTypeType = z.enum(['DCR', 'REGULAR']);
export const UserFilterType = z.string().max(256);
export const WebAuthnCredentialsQueryLimitType = z.int().min(0).max(20);
export const LogLevel = z.enum(['ERROR', 'INFO']);
export const EventSourceName = z.enum(['userAuthEvents', 'userNotification']);
export const EventFilterType = z.enum(['PASSWORD_CHANGE', 'SIGN_IN', 'SIGN_UP']);
export const CompromisedCredentialsEventActionType = z.enum(['BLOCK', 'NO_ACTION']);
export const EmailNotificationSubjectType = z
  .string()
  .min(1)
  .max(140)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u);
export const EmailNotificationBodyType = z
  .string()
  .min(6)
  .max(20_000)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]+$/u);
export const AccountTakeoverEventActionType = z.enum([
  'BLOCK',
  'NO_ACTION',
  'MFA_IF_CONFIGURED',
  'MFA_REQUIRED',
]);
export const EmailMfaMessageType = z
  .string()
  .min(6)
  .max(20_000)
  .regex(/^(?=[^]*\{####\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s]*$/u);
export const EmailMfaSubjectType = z
  .string()
  .min(1)
  .max(140)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+$/u);
export const WebAuthnRelyingPartyIdType = z.string().min(1).max(127);
export const UserVerificationType = z.enum(['preferred', 'required']);
export const WebAuthnFactorConfigurationType = z.enum([
  'MULTI_FACTOR_WITH_USER_VERIFICATION',
  'SINGLE_FACTOR',
]);
export const UserSessionTrackingType = z.enum(['ENABLED', 'DISABLED']);
export const TagKeysType = z.string().min(1).max(128);
export const UpdateReplicaStatusType = z.enum(['ACTIVE', 'INACTIVE']);
export const SoftwareTokenMFAUserCodeType = z
  .string()
  .min(6)
  .max(6)
  .regex(/^[0-9]+$/);

export const NumberAttributeConstraintsType = z.object({
  MinValue: z.string().optional(),
  MaxValue: z.string().optional(),
});

export const StringAttributeConstraintsType = z.object({
  MinLength: z.string().optional(),
  MaxLength: z.string().optional(),
});

export const SchemaAttributeType = z.object({
  Name: CustomAttributeNameType.optional(),
  AttributeDataType: AttributeDataType.optional(),
  DeveloperOnlyAttribute: z.boolean().optional(),
  Mutable: z.boolean().optional(),
  Required: z.boolean().optional(),
  NumberAttributeConstraints: NumberAttributeConstraintsType.optional(),
  StringAttributeConstraints: StringAttributeConstraintsType.optional(),
});

export const AddCustomAttributesRequest = z.object({
  UserPoolId: UserPoolIdType,
  CustomAttributes: z.array(SchemaAttributeType).min(1).max(25),
});

export const AddUserPoolClientSecretRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  ClientSecret: ClientSecretType.optional(),
});

export const AdminAddUserToGroupRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  GroupName: GroupNameType,
});

export const AdminConfirmSignUpRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const AttributeType = z.object({
  Name: AttributeNameType,
  Value: AttributeValueType.optional(),
});

export const AdminCreateUserRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  UserAttributes: z.array(AttributeType).optional(),
  ValidationData: z.array(AttributeType).optional(),
  TemporaryPassword: PasswordType.optional(),
  ForceAliasCreation: z.boolean().optional(),
  MessageAction: MessageActionType.optional(),
  DesiredDeliveryMediums: z.array(DeliveryMediumType).optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const AdminDeleteSoftwareTokenRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AdminDeleteUserRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AdminDeleteUserAttributesRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  UserAttributeNames: z.array(AttributeNameType),
});

export const ProviderUserIdentifierType = z.object({
  ProviderName: ProviderNameType.optional(),
  ProviderAttributeName: z.string().optional(),
  ProviderAttributeValue: z.string().optional(),
});

export const AdminDisableProviderForUserRequest = z.object({
  UserPoolId: z.string(),
  User: ProviderUserIdentifierType,
});

export const AdminDisableUserRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AdminEnableUserRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AdminForgetDeviceRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  DeviceKey: DeviceKeyType,
});

export const AdminGetDeviceRequest = z.object({
  DeviceKey: DeviceKeyType,
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AdminGetUserRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AdminGetUserAuthFactorsRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AnalyticsMetadataType = z.object({
  AnalyticsEndpointId: z.string().optional(),
});

export const HttpHeader = z.object({
  headerName: z.string().optional(),
  headerValue: z.string().optional(),
});

export const ContextDataType = z.object({
  IpAddress: z.string(),
  ServerName: z.string(),
  ServerPath: z.string(),
  HttpHeaders: z.array(HttpHeader),
  EncodedData: z.string().optional(),
});

export const AdminInitiateAuthRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  AuthFlow: AuthFlowType,
  AuthParameters: z.record(z.string(), z.string()).optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  ContextData: ContextDataType.optional(),
  Session: SessionType.optional(),
});

export const AdminLinkProviderForUserRequest = z.object({
  UserPoolId: z.string(),
  DestinationUser: ProviderUserIdentifierType,
  SourceUser: ProviderUserIdentifierType,
});

export const AdminListDevicesRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  Limit: QueryLimitType.optional(),
  PaginationToken: SearchPaginationTokenType.optional(),
});

export const AdminListGroupsForUserRequest = z.object({
  Username: UsernameType,
  UserPoolId: UserPoolIdType,
  Limit: QueryLimitType.optional(),
  NextToken: PaginationKey.optional(),
});

export const AdminListUserAuthEventsRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  MaxResults: QueryLimitType.optional(),
  NextToken: PaginationKey.optional(),
});

export const AdminListUserSessionsRequest = z.object({
  UserPoolId: z.string(),
  Username: z.string(),
  NextToken: z.string().optional(),
});

export const AdminRemoveUserFromGroupRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  GroupName: GroupNameType,
});

export const AdminResetUserPasswordRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const AdminRespondToAuthChallengeRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  ChallengeName: ChallengeNameType,
  ChallengeResponses: z.record(z.string(), z.string()).optional(),
  Session: SessionType.optional(),
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  ContextData: ContextDataType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const AdminRevokeUserSessionRequest = z.object({
  UserPoolId: z.string(),
  Username: z.string(),
  SessionId: z.string(),
  RevokeAssociatedSessions: RevokeAssociatedSessionsType.optional(),
});

export const SMSMfaSettingsType = z.object({
  Enabled: z.boolean().optional(),
  PreferredMfa: z.boolean().optional(),
});

export const SoftwareTokenMfaSettingsType = z.object({
  Enabled: z.boolean().optional(),
  PreferredMfa: z.boolean().optional(),
});

export const EmailMfaSettingsType = z.object({
  Enabled: z.boolean().optional(),
  PreferredMfa: z.boolean().optional(),
});

export const WebAuthnMfaSettingsType = z.object({
  Enabled: z.boolean().optional(),
});

export const AdminSetUserMFAPreferenceRequest = z.object({
  SMSMfaSettings: SMSMfaSettingsType.optional(),
  SoftwareTokenMfaSettings: SoftwareTokenMfaSettingsType.optional(),
  EmailMfaSettings: EmailMfaSettingsType.optional(),
  WebAuthnMfaSettings: WebAuthnMfaSettingsType.optional(),
  Username: UsernameType,
  UserPoolId: UserPoolIdType,
});

export const AdminSetUserPasswordRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  Password: PasswordType,
  Permanent: z.boolean().optional(),
});

export const MFAOptionType = z.object({
  DeliveryMedium: DeliveryMediumType.optional(),
  AttributeName: AttributeNameType.optional(),
});

export const AdminSetUserSettingsRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  MFAOptions: z.array(MFAOptionType),
});

export const AdminUpdateAuthEventFeedbackRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  EventId: EventIdType,
  FeedbackValue: FeedbackValueType,
});

export const AdminUpdateDeviceStatusRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  DeviceKey: DeviceKeyType,
  DeviceRememberedStatus: DeviceRememberedStatusType.optional(),
});

export const AdminUpdateUserAttributesRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  UserAttributes: z.array(AttributeType),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const AdminUserGlobalSignOutRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
});

export const AssociateSoftwareTokenRequest = z.object({
  AccessToken: TokenModelType.optional(),
  Session: SessionType.optional(),
});

export const ChangePasswordRequest = z.object({
  PreviousPassword: PasswordType.optional(),
  ProposedPassword: PasswordType,
  AccessToken: TokenModelType,
});

export const CompleteWebAuthnRegistrationRequest = z.object({
  AccessToken: TokenModelType,
  Credential: z.unknown(),
});

export const DeviceSecretVerifierConfigType = z.object({
  PasswordVerifier: z.string().optional(),
  Salt: z.string().optional(),
});

export const ConfirmDeviceRequest = z.object({
  AccessToken: TokenModelType,
  DeviceKey: DeviceKeyType,
  DeviceSecretVerifierConfig: DeviceSecretVerifierConfigType.optional(),
  DeviceName: DeviceNameType.optional(),
});

export const UserContextDataType = z.object({
  IpAddress: z.string().optional(),
  EncodedData: z.string().optional(),
});

export const ConfirmForgotPasswordRequest = z.object({
  ClientId: ClientIdType,
  SecretHash: SecretHashType.optional(),
  Username: UsernameType,
  ConfirmationCode: ConfirmationCodeType,
  Password: PasswordType,
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  UserContextData: UserContextDataType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const ConfirmSignUpRequest = z.object({
  ClientId: ClientIdType,
  SecretHash: SecretHashType.optional(),
  Username: UsernameType,
  ConfirmationCode: ConfirmationCodeType,
  ForceAliasCreation: z.boolean().optional(),
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  UserContextData: UserContextDataType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
  Session: z.string().optional(),
});

export const CreateGroupRequest = z.object({
  GroupName: GroupNameType,
  UserPoolId: UserPoolIdType,
  Description: DescriptionType.optional(),
  RoleArn: ArnType.optional(),
  Precedence: PrecedenceType.optional(),
});

export const CreateIdentityProviderRequest = z.object({
  UserPoolId: UserPoolIdType,
  ProviderName: ProviderNameTypeV1,
  ProviderType: IdentityProviderTypeType,
  ProviderDetails: z.record(z.string(), z.string()),
  AttributeMapping: z.record(z.string(), z.string()).optional(),
  IdpIdentifiers: z.array(IdpIdentifierType).min(0).max(50).optional(),
  AcrMapping: z.record(z.string(), z.string()).optional(),
});

export const AssetType = z.object({
  Category: AssetCategoryType,
  ColorMode: ColorSchemeModeType,
  Extension: AssetExtensionType,
  Bytes: z.base64().optional(),
  ResourceId: ResourceIdType.optional(),
});

export const CreateManagedLoginBrandingRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  UseCognitoProvidedValues: z.boolean().optional(),
  Settings: z.unknown().optional(),
  Assets: z.array(AssetType).min(0).max(40).optional(),
});

export const ResourceServerScopeType = z.object({
  ScopeName: ResourceServerScopeNameType,
  ScopeDescription: ResourceServerScopeDescriptionType,
});

export const CreateResourceServerRequest = z.object({
  UserPoolId: UserPoolIdType,
  Identifier: ResourceServerIdentifierType,
  Name: ResourceServerNameType,
  Scopes: z.array(ResourceServerScopeType).max(100).optional(),
});

export const CreateTermsRequest = z.object({
  UserPoolId: z.string(),
  ClientId: z.string(),
  TermsName: z.string(),
  TermsSource: z.enum(['LINK']),
  Enforcement: z.enum(['NONE']),
  Links: z.record(z.string(), z.string()).optional(),
});

export const CreateUserImportJobRequest = z.object({
  JobName: UserImportJobNameType,
  UserPoolId: UserPoolIdType,
  CloudWatchLogsRoleArn: ArnType,
  PasswordHashingAlgorithm: PasswordHashingAlgorithmType.optional(),
});

export const PasswordPolicyType = z.object({
  MinimumLength: PasswordPolicyMinLengthType.optional(),
  RequireUppercase: z.boolean().optional(),
  RequireLowercase: z.boolean().optional(),
  RequireNumbers: z.boolean().optional(),
  RequireSymbols: z.boolean().optional(),
  PasswordHistorySize: PasswordHistorySizeType.optional(),
  TemporaryPasswordValidityDays: TemporaryPasswordValidityDaysType.optional(),
});

export const SignInPolicyType = z.object({
  AllowedFirstAuthFactors: z.array(AuthFactorType).optional(),
});

export const UserPoolPolicyType = z.object({
  PasswordPolicy: PasswordPolicyType.optional(),
  SignInPolicy: SignInPolicyType.optional(),
});

export const PreTokenGenerationVersionConfigType = z.object({
  LambdaVersion: PreTokenGenerationLambdaVersionType,
  LambdaArn: z.string(),
});

export const CustomSMSLambdaVersionConfigType = z.object({
  LambdaVersion: z.enum(['V1_0']),
  LambdaArn: ArnType,
});

export const CustomEmailLambdaVersionConfigType = z.object({
  LambdaVersion: z.enum(['V1_0']),
  LambdaArn: ArnType,
});

export const InboundFederationLambdaType = z.object({
  LambdaVersion: z.enum(['V1_0']),
  LambdaArn: z.string(),
});

export const LambdaConfigType = z.object({
  PreSignUp: ArnType.optional(),
  CustomMessage: ArnType.optional(),
  PostConfirmation: ArnType.optional(),
  PreAuthentication: ArnType.optional(),
  PostAuthentication: ArnType.optional(),
  DefineAuthChallenge: ArnType.optional(),
  CreateAuthChallenge: ArnType.optional(),
  VerifyAuthChallengeResponse: ArnType.optional(),
  PreTokenGeneration: ArnType.optional(),
  UserMigration: ArnType.optional(),
  PreTokenGenerationConfig: PreTokenGenerationVersionConfigType.optional(),
  CustomSMSSender: CustomSMSLambdaVersionConfigType.optional(),
  CustomEmailSender: CustomEmailLambdaVersionConfigType.optional(),
  KMSKeyID: ArnType.optional(),
  InboundFederation: InboundFederationLambdaType.optional(),
});

export const VerificationMessageTemplateType = z.object({
  SmsMessage: SmsVerificationMessageType.optional(),
  EmailMessage: EmailVerificationMessageType.optional(),
  EmailSubject: EmailVerificationSubjectType.optional(),
  EmailMessageByLink: EmailVerificationMessageByLinkType.optional(),
  EmailSubjectByLink: EmailVerificationSubjectByLinkType.optional(),
  DefaultEmailOption: DefaultEmailOptionType.optional(),
});

export const UserAttributeUpdateSettingsType = z.object({
  AttributesRequireVerificationBeforeUpdate: z.array(VerifiedAttributeType).optional(),
});

export const DeviceConfigurationType = z.object({
  ChallengeRequiredOnNewDevice: z.boolean().optional(),
  DeviceOnlyRememberedOnUserPrompt: z.boolean().optional(),
});

export const EmailConfigurationType = z.object({
  SourceArn: ArnType.optional(),
  ReplyToEmailAddress: EmailAddressType.optional(),
  EmailSendingAccount: EmailSendingAccountType.optional(),
  From: z.string().optional(),
  ConfigurationSet: SESConfigurationSet.optional(),
});

export const EumsSmsConfigurationType = z.object({
  CallerArn: z.string(),
  ExternalId: z.string().optional(),
  OriginationIdentity: z.string().optional(),
  ConfigurationSetName: z.string().optional(),
  InEntityId: z.string().optional(),
  InTemplateId: z.string().optional(),
  Region: z.string().optional(),
});

export const SmsConfigurationType = z.object({
  SnsCallerArn: ArnType.optional(),
  ExternalId: z.string().optional(),
  SnsRegion: RegionCodeType.optional(),
  EumsSms: EumsSmsConfigurationType.optional(),
});

export const MessageTemplateType = z.object({
  SMSMessage: SmsVerificationMessageType.optional(),
  EmailMessage: EmailVerificationMessageType.optional(),
  EmailSubject: EmailVerificationSubjectType.optional(),
});

export const AdminCreateUserConfigType = z.object({
  AllowAdminCreateUserOnly: z.boolean().optional(),
  UnusedAccountValidityDays: AdminCreateUserUnusedAccountValidityDaysType.optional(),
  InviteMessageTemplate: MessageTemplateType.optional(),
});

export const AdvancedSecurityAdditionalFlowsType = z.object({
  CustomAuthMode: AdvancedSecurityEnabledModeType.optional(),
});

export const UserPoolAddOnsType = z.object({
  AdvancedSecurityMode: AdvancedSecurityModeType,
  AdvancedSecurityAdditionalFlows: AdvancedSecurityAdditionalFlowsType.optional(),
});

export const DcrConfigurationType = z.object({
  EnableStatus: StatusType.optional(),
  OpenDcrEnabled: z.boolean().optional(),
  AuthenticatedGrantTypes: z.array(OAuthFlowType).optional(),
  OpenDcrGrantTypes: z.array(OAuthFlowType).optional(),
  AllowedScopes: z.array(z.string()).optional(),
});

export const UsernameConfigurationType = z.object({
  CaseSensitive: z.boolean(),
});

export const RecoveryOptionType = z.object({
  Priority: PriorityType,
  Name: RecoveryOptionNameType,
});

export const AccountRecoverySettingType = z.object({
  RecoveryMechanisms: z.array(RecoveryOptionType).min(1).max(2).optional(),
});

export const KeyConfigurationType = z.object({
  KeyType: EncryptionKeyType.optional(),
  KmsKeyArn: z.string().optional(),
});

export const IssuerConfigurationType = z.object({
  Type: IssuerType.optional(),
});

export const AcrLevelConfigType = z.object({
  AcrValue: AcrValueType,
});

export const CreateUserPoolRequest = z.object({
  PoolName: UserPoolNameType,
  Policies: UserPoolPolicyType.optional(),
  DeletionProtection: DeletionProtectionType.optional(),
  LambdaConfig: LambdaConfigType.optional(),
  AutoVerifiedAttributes: z.array(VerifiedAttributeType).optional(),
  AliasAttributes: z.array(AliasAttributeType).optional(),
  UsernameAttributes: z.array(UsernameAttributeType).optional(),
  SmsVerificationMessage: SmsVerificationMessageType.optional(),
  EmailVerificationMessage: EmailVerificationMessageType.optional(),
  EmailVerificationSubject: EmailVerificationSubjectType.optional(),
  VerificationMessageTemplate: VerificationMessageTemplateType.optional(),
  SmsAuthenticationMessage: SmsVerificationMessageType.optional(),
  MfaConfiguration: UserPoolMfaType.optional(),
  UserAttributeUpdateSettings: UserAttributeUpdateSettingsType.optional(),
  DeviceConfiguration: DeviceConfigurationType.optional(),
  EmailConfiguration: EmailConfigurationType.optional(),
  SmsConfiguration: SmsConfigurationType.optional(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
  AdminCreateUserConfig: AdminCreateUserConfigType.optional(),
  Schema: z.array(SchemaAttributeType).min(1).max(50).optional(),
  UserPoolAddOns: UserPoolAddOnsType.optional(),
  DcrConfiguration: DcrConfigurationType.optional(),
  UsernameConfiguration: UsernameConfigurationType.optional(),
  AccountRecoverySetting: AccountRecoverySettingType.optional(),
  UserPoolTier: UserPoolTierType.optional(),
  KeyConfiguration: KeyConfigurationType.optional(),
  IssuerConfiguration: IssuerConfigurationType.optional(),
  AcrConfiguration: z.record(z.string(), AcrLevelConfigType).optional(),
});

export const TokenValidityUnitsType = z.object({
  AccessToken: TimeUnitsType.optional(),
  IdToken: TimeUnitsType.optional(),
  RefreshToken: TimeUnitsType.optional(),
});

export const AnalyticsConfigurationType = z.object({
  ApplicationId: HexStringType.optional(),
  ApplicationArn: ArnType.optional(),
  RoleArn: ArnType.optional(),
  ExternalId: z.string().optional(),
  UserDataShared: z.boolean().optional(),
});

export const RefreshTokenRotationType = z.object({
  Feature: FeatureType,
  RetryGracePeriodSeconds: RetryGracePeriodSecondsType.optional(),
});

export const CreateUserPoolClientRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientName: ClientNameType,
  GenerateSecret: z.boolean().optional(),
  ClientSecret: z.string().optional(),
  RefreshTokenValidity: RefreshTokenValidityType.optional(),
  AccessTokenValidity: AccessTokenValidityType.optional(),
  IdTokenValidity: IdTokenValidityType.optional(),
  TokenValidityUnits: TokenValidityUnitsType.optional(),
  ReadAttributes: z.array(ClientPermissionType).optional(),
  WriteAttributes: z.array(ClientPermissionType).optional(),
  ExplicitAuthFlows: z.array(ExplicitAuthFlowsType).optional(),
  SupportedIdentityProviders: z.array(ProviderNameType).optional(),
  CallbackURLs: z.array(RedirectUrlType).min(0).max(100).optional(),
  LogoutURLs: z.array(RedirectUrlType).min(0).max(100).optional(),
  DefaultRedirectURI: RedirectUrlType.optional(),
  AllowedOAuthFlows: z.array(OAuthFlowType).min(0).max(3).optional(),
  AllowedOAuthScopes: z.array(ScopeType).max(50).optional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
  AnalyticsConfiguration: AnalyticsConfigurationType.optional(),
  PreventUserExistenceErrors: PreventUserExistenceErrorTypes.optional(),
  EnableTokenRevocation: z.boolean().optional(),
  EnablePropagateAdditionalUserContextData: z.boolean().optional(),
  AuthSessionValidity: AuthSessionValidityType.optional(),
  RefreshTokenRotation: RefreshTokenRotationType.optional(),
});

export const CustomDomainConfigType = z.object({
  CertificateArn: ArnType,
  SecurityPolicy: SecurityPolicyType.optional(),
});

export const FailoverType = z.object({
  SecondaryRegion: z.string(),
  PrimaryRoute53HealthCheckId: z.string(),
});

export const RoutingType = z.object({
  Failover: FailoverType.optional(),
});

export const CreateUserPoolDomainRequest = z.object({
  Domain: DomainType,
  UserPoolId: UserPoolIdType,
  ManagedLoginVersion: ManagedLoginVersionType.optional(),
  CustomDomainConfig: CustomDomainConfigType.optional(),
  Routing: RoutingType.optional(),
});

export const CreateUserPoolReplicaRequest = z.object({
  UserPoolId: z.string(),
  RegionName: z.string(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
});

export const DeleteGroupRequest = z.object({
  GroupName: GroupNameType,
  UserPoolId: UserPoolIdType,
});

export const DeleteIdentityProviderRequest = z.object({
  UserPoolId: UserPoolIdType,
  ProviderName: ProviderNameType,
});

export const DeleteManagedLoginBrandingRequest = z.object({
  ManagedLoginBrandingId: ManagedLoginBrandingIdType,
  UserPoolId: UserPoolIdType,
});

export const DeleteResourceServerRequest = z.object({
  UserPoolId: UserPoolIdType,
  Identifier: ResourceServerIdentifierType,
});

export const DeleteTermsRequest = z.object({
  TermsId: z.string(),
  UserPoolId: z.string(),
});

export const DeleteUserRequest = z.object({
  AccessToken: TokenModelType,
});

export const DeleteUserAttributesRequest = z.object({
  UserAttributeNames: z.array(AttributeNameType),
  AccessToken: TokenModelType,
});

export const DeleteUserPoolRequest = z.object({
  UserPoolId: UserPoolIdType,
});

export const DeleteUserPoolClientRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
});

export const DeleteUserPoolClientSecretRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  ClientSecretId: ClientSecretIdType,
});

export const DeleteUserPoolDomainRequest = z.object({
  Domain: DomainType,
  UserPoolId: UserPoolIdType,
});

export const DeleteUserPoolReplicaRequest = z.object({
  UserPoolId: z.string(),
  RegionName: z.string(),
});

export const DeleteWebAuthnCredentialRequest = z.object({
  AccessToken: TokenModelType,
  CredentialId: z.string(),
});

export const DescribeIdentityProviderRequest = z.object({
  UserPoolId: UserPoolIdType,
  ProviderName: ProviderNameType,
});

export const DescribeManagedLoginBrandingRequest = z.object({
  UserPoolId: UserPoolIdType,
  ManagedLoginBrandingId: ManagedLoginBrandingIdType,
  ReturnMergedResources: z.boolean().optional(),
});

export const DescribeManagedLoginBrandingByClientRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  ReturnMergedResources: z.boolean().optional(),
});

export const DescribeResourceServerRequest = z.object({
  UserPoolId: UserPoolIdType,
  Identifier: ResourceServerIdentifierType,
});

export const DescribeRiskConfigurationRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType.optional(),
});

export const DescribeTermsRequest = z.object({
  TermsId: z.string(),
  UserPoolId: z.string(),
});

export const DescribeTermsByClientRequest = z.object({
  ClientId: z.string(),
  UserPoolId: z.string(),
  TermsName: z.string(),
});

export const DescribeUserImportJobRequest = z.object({
  UserPoolId: UserPoolIdType,
  JobId: UserImportJobIdType,
});

export const DescribeUserPoolRequest = z.object({
  UserPoolId: UserPoolIdType,
});

export const DescribeUserPoolClientRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
});

export const DescribeUserPoolDomainRequest = z.object({
  Domain: DomainType,
});

export const ForgetDeviceRequest = z.object({
  AccessToken: TokenModelType.optional(),
  DeviceKey: DeviceKeyType,
});

export const ForgotPasswordRequest = z.object({
  ClientId: ClientIdType,
  SecretHash: SecretHashType.optional(),
  UserContextData: UserContextDataType.optional(),
  Username: UsernameType,
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const GetCSVHeaderRequest = z.object({
  UserPoolId: UserPoolIdType,
});

export const GetClientTokenRequest = z.object({
  ClientId: ClientIdType,
  Secret: ClientSecretType,
  Scopes: z.array(ScopeType).max(50).optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const GetDeviceRequest = z.object({
  DeviceKey: DeviceKeyType,
  AccessToken: TokenModelType.optional(),
});

export const GetGroupRequest = z.object({
  GroupName: GroupNameType,
  UserPoolId: UserPoolIdType,
});

export const GetIdentityProviderByIdentifierRequest = z.object({
  UserPoolId: UserPoolIdType,
  IdpIdentifier: IdpIdentifierType,
});

export const GetLogDeliveryConfigurationRequest = z.object({
  UserPoolId: UserPoolIdType,
});

export const LimitDefinitionType = z.object({
  LimitClass: z.enum(['API_CATEGORY']),
  Attributes: z.record(z.string(), z.string()),
});

export const GetProvisionedLimitRequest = z.object({
  LimitDefinition: LimitDefinitionType,
});

export const GetSigningCertificateRequest = z.object({
  UserPoolId: UserPoolIdType,
});

export const GetTokensFromRefreshTokenRequest = z.object({
  RefreshToken: TokenModelType,
  ClientId: ClientIdType,
  ClientSecret: ClientSecretType.optional(),
  DeviceKey: DeviceKeyType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const GetUICustomizationRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType.optional(),
});

export const GetUserRequest = z.object({
  AccessToken: TokenModelType,
});

export const GetUserAttributeVerificationCodeRequest = z.object({
  AccessToken: TokenModelType,
  AttributeName: AttributeNameType,
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const GetUserAuthFactorsRequest = z.object({
  AccessToken: TokenModelType,
});

export const GetUserPoolClientSessionConfigurationRequest = z.object({
  UserPoolId: z.string(),
  ClientId: z.string(),
});

export const GetUserPoolMfaConfigRequest = z.object({
  UserPoolId: UserPoolIdType,
});

export const GetUserPoolSessionConfigurationRequest = z.object({
  UserPoolId: z.string(),
});

export const GlobalSignOutRequest = z.object({
  AccessToken: TokenModelType,
});

export const InitiateAuthRequest = z.object({
  AuthFlow: AuthFlowType,
  AuthParameters: z.record(z.string(), z.string()).optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
  ClientId: ClientIdType,
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  UserContextData: UserContextDataType.optional(),
  Session: SessionType.optional(),
});

export const ListDevicesRequest = z.object({
  AccessToken: TokenModelType,
  Limit: QueryLimitType.optional(),
  PaginationToken: SearchPaginationTokenType.optional(),
});

export const ListGroupsRequest = z.object({
  UserPoolId: UserPoolIdType,
  Limit: QueryLimitType.optional(),
  NextToken: PaginationKey.optional(),
});

export const ListIdentityProvidersRequest = z.object({
  UserPoolId: UserPoolIdType,
  MaxResults: ListProvidersLimitType.optional(),
  NextToken: PaginationKeyType.optional(),
});

export const ListResourceServersRequest = z.object({
  UserPoolId: UserPoolIdType,
  MaxResults: ListResourceServersLimitType.optional(),
  NextToken: PaginationKeyType.optional(),
});

export const ListTagsForResourceRequest = z.object({
  ResourceArn: ArnType,
});

export const ListTermsRequest = z.object({
  UserPoolId: z.string(),
  MaxResults: z.int().optional(),
  NextToken: z.string().optional(),
});

export const ListUserImportJobsRequest = z.object({
  UserPoolId: UserPoolIdType,
  MaxResults: PoolQueryLimitType,
  PaginationToken: PaginationKeyType.optional(),
});

export const ListUserPoolClientSecretsRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  NextToken: PaginationKeyType.optional(),
});

export const ListUserPoolClientsRequest = z.object({
  UserPoolId: UserPoolIdType,
  MaxResults: QueryLimit.optional(),
  NextToken: PaginationKey.optional(),
  ClientType: ClientTypeType.optional(),
});

export const ListUserPoolReplicasRequest = z.object({
  UserPoolId: z.string(),
  NextToken: z.string().optional(),
});

export const ListUserPoolsRequest = z.object({
  NextToken: PaginationKeyType.optional(),
  MaxResults: PoolQueryLimitType,
});

export const ListUserSessionsRequest = z.object({
  AccessToken: z.string(),
  NextToken: z.string().optional(),
});

export const ListUsersRequest = z.object({
  UserPoolId: UserPoolIdType,
  AttributesToGet: z.array(AttributeNameType).optional(),
  Limit: QueryLimitType.optional(),
  PaginationToken: SearchPaginationTokenType.optional(),
  Filter: UserFilterType.optional(),
});

export const ListUsersInGroupRequest = z.object({
  UserPoolId: UserPoolIdType,
  GroupName: GroupNameType,
  Limit: QueryLimitType.optional(),
  NextToken: PaginationKey.optional(),
});

export const ListWebAuthnCredentialsRequest = z.object({
  AccessToken: TokenModelType,
  NextToken: PaginationKeyType.optional(),
  MaxResults: WebAuthnCredentialsQueryLimitType.optional(),
});

export const ResendConfirmationCodeRequest = z.object({
  ClientId: ClientIdType,
  SecretHash: SecretHashType.optional(),
  UserContextData: UserContextDataType.optional(),
  Username: UsernameType,
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const RespondToAuthChallengeRequest = z.object({
  ClientId: ClientIdType,
  ChallengeName: ChallengeNameType,
  Session: SessionType.optional(),
  ChallengeResponses: z.record(z.string(), z.string()).optional(),
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  UserContextData: UserContextDataType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const RevokeTokenRequest = z.object({
  Token: TokenModelType,
  ClientId: ClientIdType,
  ClientSecret: ClientSecretType.optional(),
  RevokeAssociatedSessions: RevokeAssociatedSessionsType.optional(),
});

export const RevokeUserSessionRequest = z.object({
  AccessToken: z.string(),
  SessionId: z.string(),
  RevokeAssociatedSessions: RevokeAssociatedSessionsType.optional(),
});

export const CloudWatchLogsConfigurationType = z.object({
  LogGroupArn: z.string().optional(),
});

export const S3ConfigurationType = z.object({
  BucketArn: z.string().optional(),
});

export const FirehoseConfigurationType = z.object({
  StreamArn: z.string().optional(),
});

export const LogConfigurationType = z.object({
  LogLevel: LogLevel,
  EventSource: EventSourceName,
  CloudWatchLogsConfiguration: CloudWatchLogsConfigurationType.optional(),
  S3Configuration: S3ConfigurationType.optional(),
  FirehoseConfiguration: FirehoseConfigurationType.optional(),
});

export const SetLogDeliveryConfigurationRequest = z.object({
  UserPoolId: UserPoolIdType,
  LogConfigurations: z.array(LogConfigurationType),
});

export const CompromisedCredentialsActionsType = z.object({
  EventAction: CompromisedCredentialsEventActionType,
});

export const CompromisedCredentialsRiskConfigurationType = z.object({
  EventFilter: z.array(EventFilterType).optional(),
  Actions: CompromisedCredentialsActionsType,
});

export const NotifyEmailType = z.object({
  Subject: EmailNotificationSubjectType,
  HtmlBody: EmailNotificationBodyType.optional(),
  TextBody: EmailNotificationBodyType.optional(),
});

export const NotifyConfigurationType = z.object({
  From: z.string().optional(),
  ReplyTo: z.string().optional(),
  SourceArn: ArnType,
  BlockEmail: NotifyEmailType.optional(),
  NoActionEmail: NotifyEmailType.optional(),
  MfaEmail: NotifyEmailType.optional(),
});

export const AccountTakeoverActionType = z.object({
  Notify: z.boolean(),
  EventAction: AccountTakeoverEventActionType,
});

export const AccountTakeoverActionsType = z.object({
  LowAction: AccountTakeoverActionType.optional(),
  MediumAction: AccountTakeoverActionType.optional(),
  HighAction: AccountTakeoverActionType.optional(),
});

export const AccountTakeoverRiskConfigurationType = z.object({
  NotifyConfiguration: NotifyConfigurationType.optional(),
  Actions: AccountTakeoverActionsType,
});

export const RiskExceptionConfigurationType = z.object({
  BlockedIPRangeList: z.array(z.string()).max(200).optional(),
  SkippedIPRangeList: z.array(z.string()).max(200).optional(),
});

export const SetRiskConfigurationRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType.optional(),
  CompromisedCredentialsRiskConfiguration: CompromisedCredentialsRiskConfigurationType.optional(),
  AccountTakeoverRiskConfiguration: AccountTakeoverRiskConfigurationType.optional(),
  RiskExceptionConfiguration: RiskExceptionConfigurationType.optional(),
});

export const SetUICustomizationRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType.optional(),
  CSS: z.string().optional(),
  ImageFile: z.base64().optional(),
});

export const SetUserMFAPreferenceRequest = z.object({
  SMSMfaSettings: SMSMfaSettingsType.optional(),
  SoftwareTokenMfaSettings: SoftwareTokenMfaSettingsType.optional(),
  EmailMfaSettings: EmailMfaSettingsType.optional(),
  WebAuthnMfaSettings: WebAuthnMfaSettingsType.optional(),
  AccessToken: TokenModelType,
});

export const ClientSSOSessionConfigType = z.object({
  MaxValidityMinutes: z.int(),
});

export const SetUserPoolClientSessionConfigurationRequest = z.object({
  UserPoolId: z.string(),
  ClientId: z.string(),
  SSOSession: ClientSSOSessionConfigType,
});

export const SmsMfaConfigType = z.object({
  SmsAuthenticationMessage: SmsVerificationMessageType.optional(),
  SmsConfiguration: SmsConfigurationType.optional(),
});

export const SoftwareTokenMfaConfigType = z.object({
  Enabled: z.boolean().optional(),
});

export const EmailMfaConfigType = z.object({
  Message: EmailMfaMessageType.optional(),
  Subject: EmailMfaSubjectType.optional(),
});

export const WebAuthnConfigurationType = z.object({
  RelyingPartyId: WebAuthnRelyingPartyIdType.optional(),
  UserVerification: UserVerificationType.optional(),
  FactorConfiguration: WebAuthnFactorConfigurationType.optional(),
});

export const SetUserPoolMfaConfigRequest = z.object({
  UserPoolId: UserPoolIdType,
  SmsMfaConfiguration: SmsMfaConfigType.optional(),
  SoftwareTokenMfaConfiguration: SoftwareTokenMfaConfigType.optional(),
  EmailMfaConfiguration: EmailMfaConfigType.optional(),
  MfaConfiguration: UserPoolMfaType.optional(),
  WebAuthnConfiguration: WebAuthnConfigurationType.optional(),
});

export const UserPoolTokenSessionConfigType = z.object({
  MaxPerUser: z.int(),
});

export const SetUserPoolSessionConfigurationRequest = z.object({
  UserPoolId: z.string(),
  UserSessionTracking: UserSessionTrackingType,
  TokenSession: UserPoolTokenSessionConfigType,
});

export const SetUserSettingsRequest = z.object({
  AccessToken: TokenModelType,
  MFAOptions: z.array(MFAOptionType),
});

export const SignUpRequest = z.object({
  ClientId: ClientIdType,
  SecretHash: SecretHashType.optional(),
  Username: UsernameType,
  Password: PasswordType.optional(),
  UserAttributes: z.array(AttributeType).optional(),
  ValidationData: z.array(AttributeType).optional(),
  AnalyticsMetadata: AnalyticsMetadataType.optional(),
  UserContextData: UserContextDataType.optional(),
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const StartUserImportJobRequest = z.object({
  UserPoolId: UserPoolIdType,
  JobId: UserImportJobIdType,
});

export const StartWebAuthnRegistrationRequest = z.object({
  AccessToken: TokenModelType,
});

export const StopUserImportJobRequest = z.object({
  UserPoolId: UserPoolIdType,
  JobId: UserImportJobIdType,
});

export const TagResourceRequest = z.object({
  ResourceArn: ArnType,
  Tags: z.record(z.string(), z.string()),
});

export const UntagResourceRequest = z.object({
  ResourceArn: ArnType,
  TagKeys: z.array(TagKeysType),
});

export const UpdateAuthEventFeedbackRequest = z.object({
  UserPoolId: UserPoolIdType,
  Username: UsernameType,
  EventId: EventIdType,
  FeedbackToken: TokenModelType,
  FeedbackValue: FeedbackValueType,
});

export const UpdateDeviceStatusRequest = z.object({
  AccessToken: TokenModelType,
  DeviceKey: DeviceKeyType,
  DeviceRememberedStatus: DeviceRememberedStatusType.optional(),
});

export const UpdateGroupRequest = z.object({
  GroupName: GroupNameType,
  UserPoolId: UserPoolIdType,
  Description: DescriptionType.optional(),
  RoleArn: ArnType.optional(),
  Precedence: PrecedenceType.optional(),
});

export const UpdateIdentityProviderRequest = z.object({
  UserPoolId: UserPoolIdType,
  ProviderName: ProviderNameType,
  ProviderDetails: z.record(z.string(), z.string()).optional(),
  AttributeMapping: z.record(z.string(), z.string()).optional(),
  IdpIdentifiers: z.array(IdpIdentifierType).min(0).max(50).optional(),
  AcrMapping: z.record(z.string(), z.string()).optional(),
});

export const UpdateManagedLoginBrandingRequest = z.object({
  UserPoolId: UserPoolIdType.optional(),
  ManagedLoginBrandingId: ManagedLoginBrandingIdType.optional(),
  UseCognitoProvidedValues: z.boolean().optional(),
  Settings: z.unknown().optional(),
  Assets: z.array(AssetType).min(0).max(40).optional(),
});

export const UpdateProvisionedLimitRequest = z.object({
  LimitDefinition: LimitDefinitionType,
  RequestedLimitValue: z.int(),
});

export const UpdateResourceServerRequest = z.object({
  UserPoolId: UserPoolIdType,
  Identifier: ResourceServerIdentifierType,
  Name: ResourceServerNameType,
  Scopes: z.array(ResourceServerScopeType).max(100).optional(),
});

export const UpdateTermsRequest = z.object({
  TermsId: z.string(),
  UserPoolId: z.string(),
  TermsName: z.string().optional(),
  TermsSource: z.enum(['LINK']).optional(),
  Enforcement: z.enum(['NONE']).optional(),
  Links: z.record(z.string(), z.string()).optional(),
});

export const UpdateUserAttributesRequest = z.object({
  UserAttributes: z.array(AttributeType),
  AccessToken: TokenModelType,
  ClientMetadata: z.record(z.string(), z.string()).optional(),
});

export const UpdateUserPoolRequest = z.object({
  UserPoolId: UserPoolIdType,
  Policies: UserPoolPolicyType.optional(),
  DeletionProtection: DeletionProtectionType.optional(),
  LambdaConfig: LambdaConfigType.optional(),
  AutoVerifiedAttributes: z.array(VerifiedAttributeType).optional(),
  SmsVerificationMessage: SmsVerificationMessageType.optional(),
  EmailVerificationMessage: EmailVerificationMessageType.optional(),
  EmailVerificationSubject: EmailVerificationSubjectType.optional(),
  VerificationMessageTemplate: VerificationMessageTemplateType.optional(),
  SmsAuthenticationMessage: SmsVerificationMessageType.optional(),
  UserAttributeUpdateSettings: UserAttributeUpdateSettingsType.optional(),
  MfaConfiguration: UserPoolMfaType.optional(),
  DeviceConfiguration: DeviceConfigurationType.optional(),
  EmailConfiguration: EmailConfigurationType.optional(),
  SmsConfiguration: SmsConfigurationType.optional(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
  AdminCreateUserConfig: AdminCreateUserConfigType.optional(),
  UserPoolAddOns: UserPoolAddOnsType.optional(),
  DcrConfiguration: DcrConfigurationType.optional(),
  AccountRecoverySetting: AccountRecoverySettingType.optional(),
  PoolName: z.string().optional(),
  UserPoolTier: UserPoolTierType.optional(),
  KeyConfiguration: KeyConfigurationType.optional(),
  IssuerConfiguration: IssuerConfigurationType.optional(),
  AcrConfiguration: z.record(z.string(), AcrLevelConfigType).optional(),
});

export const UpdateUserPoolClientRequest = z.object({
  UserPoolId: UserPoolIdType,
  ClientId: ClientIdType,
  ClientName: ClientNameType.optional(),
  RefreshTokenValidity: RefreshTokenValidityType.optional(),
  AccessTokenValidity: AccessTokenValidityType.optional(),
  IdTokenValidity: IdTokenValidityType.optional(),
  TokenValidityUnits: TokenValidityUnitsType.optional(),
  ReadAttributes: z.array(ClientPermissionType).optional(),
  WriteAttributes: z.array(ClientPermissionType).optional(),
  ExplicitAuthFlows: z.array(ExplicitAuthFlowsType).optional(),
  SupportedIdentityProviders: z.array(ProviderNameType).optional(),
  CallbackURLs: z.array(RedirectUrlType).min(0).max(100).optional(),
  LogoutURLs: z.array(RedirectUrlType).min(0).max(100).optional(),
  DefaultRedirectURI: RedirectUrlType.optional(),
  AllowedOAuthFlows: z.array(OAuthFlowType).min(0).max(3).optional(),
  AllowedOAuthScopes: z.array(ScopeType).max(50).optional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
  AnalyticsConfiguration: AnalyticsConfigurationType.optional(),
  PreventUserExistenceErrors: PreventUserExistenceErrorTypes.optional(),
  EnableTokenRevocation: z.boolean().optional(),
  EnablePropagateAdditionalUserContextData: z.boolean().optional(),
  AuthSessionValidity: AuthSessionValidityType.optional(),
  RefreshTokenRotation: RefreshTokenRotationType.optional(),
});

export const UpdateUserPoolDomainRequest = z.object({
  Domain: DomainType,
  UserPoolId: UserPoolIdType,
  ManagedLoginVersion: ManagedLoginVersionType.optional(),
  CustomDomainConfig: CustomDomainConfigType.optional(),
  Routing: RoutingType.optional(),
});

export const UpdateUserPoolReplicaRequest = z.object({
  UserPoolId: z.string(),
  RegionName: z.string(),
  Status: UpdateReplicaStatusType,
});

export const VerifySoftwareTokenRequest = z.object({
  AccessToken: TokenModelType.optional(),
  Session: SessionType.optional(),
  UserCode: SoftwareTokenMFAUserCodeType,
  FriendlyDeviceName: z.string().optional(),
});

export const VerifyUserAttributeRequest = z.object({
  AccessToken: TokenModelType,
  AttributeName: AttributeNameType,
  Code: ConfirmationCodeType,
});

/** The input of every operation of the service. */
export const serviceModel = {
  AddCustomAttributes: AddCustomAttributesRequest,
  AddUserPoolClientSecret: AddUserPoolClientSecretRequest,
  AdminAddUserToGroup: AdminAddUserToGroupRequest,
  AdminConfirmSignUp: AdminConfirmSignUpRequest,
  AdminCreateUser: AdminCreateUserRequest,
  AdminDeleteSoftwareToken: AdminDeleteSoftwareTokenRequest,
  AdminDeleteUser: AdminDeleteUserRequest,
  AdminDeleteUserAttributes: AdminDeleteUserAttributesRequest,
  AdminDisableProviderForUser: AdminDisableProviderForUserRequest,
  AdminDisableUser: AdminDisableUserRequest,
  AdminEnableUser: AdminEnableUserRequest,
  AdminForgetDevice: AdminForgetDeviceRequest,
  AdminGetDevice: AdminGetDeviceRequest,
  AdminGetUser: AdminGetUserRequest,
  AdminGetUserAuthFactors: AdminGetUserAuthFactorsRequest,
  AdminInitiateAuth: AdminInitiateAuthRequest,
  AdminLinkProviderForUser: AdminLinkProviderForUserRequest,
  AdminListDevices: AdminListDevicesRequest,
  AdminListGroupsForUser: AdminListGroupsForUserRequest,
  AdminListUserAuthEvents: AdminListUserAuthEventsRequest,
  AdminListUserSessions: AdminListUserSessionsRequest,
  AdminRemoveUserFromGroup: AdminRemoveUserFromGroupRequest,
  AdminResetUserPassword: AdminResetUserPasswordRequest,
  AdminRespondToAuthChallenge: AdminRespondToAuthChallengeRequest,
  AdminRevokeUserSession: AdminRevokeUserSessionRequest,
  AdminSetUserMFAPreference: AdminSetUserMFAPreferenceRequest,
  AdminSetUserPassword: AdminSetUserPasswordRequest,
  AdminSetUserSettings: AdminSetUserSettingsRequest,
  AdminUpdateAuthEventFeedback: AdminUpdateAuthEventFeedbackRequest,
  AdminUpdateDeviceStatus: AdminUpdateDeviceStatusRequest,
  AdminUpdateUserAttributes: AdminUpdateUserAttributesRequest,
  AdminUserGlobalSignOut: AdminUserGlobalSignOutRequest,
  AssociateSoftwareToken: AssociateSoftwareTokenRequest,
  ChangePassword: ChangePasswordRequest,
  CompleteWebAuthnRegistration: CompleteWebAuthnRegistrationRequest,
  ConfirmDevice: ConfirmDeviceRequest,
  ConfirmForgotPassword: ConfirmForgotPasswordRequest,
  ConfirmSignUp: ConfirmSignUpRequest,
  CreateGroup: CreateGroupRequest,
  CreateIdentityProvider: CreateIdentityProviderRequest,
  CreateManagedLoginBranding: CreateManagedLoginBrandingRequest,
  CreateResourceServer: CreateResourceServerRequest,
  CreateTerms: CreateTermsRequest,
  CreateUserImportJob: CreateUserImportJobRequest,
  CreateUserPool: CreateUserPoolRequest,
  CreateUserPoolClient: CreateUserPoolClientRequest,
  CreateUserPoolDomain: CreateUserPoolDomainRequest,
  CreateUserPoolReplica: CreateUserPoolReplicaRequest,
  DeleteGroup: DeleteGroupRequest,
  DeleteIdentityProvider: DeleteIdentityProviderRequest,
  DeleteManagedLoginBranding: DeleteManagedLoginBrandingRequest,
  DeleteResourceServer: DeleteResourceServerRequest,
  DeleteTerms: DeleteTermsRequest,
  DeleteUser: DeleteUserRequest,
  DeleteUserAttributes: DeleteUserAttributesRequest,
  DeleteUserPool: DeleteUserPoolRequest,
  DeleteUserPoolClient: DeleteUserPoolClientRequest,
  DeleteUserPoolClientSecret: DeleteUserPoolClientSecretRequest,
  DeleteUserPoolDomain: DeleteUserPoolDomainRequest,
  DeleteUserPoolReplica: DeleteUserPoolReplicaRequest,
  DeleteWebAuthnCredential: DeleteWebAuthnCredentialRequest,
  DescribeIdentityProvider: DescribeIdentityProviderRequest,
  DescribeManagedLoginBranding: DescribeManagedLoginBrandingRequest,
  DescribeManagedLoginBrandingByClient: DescribeManagedLoginBrandingByClientRequest,
  DescribeResourceServer: DescribeResourceServerRequest,
  DescribeRiskConfiguration: DescribeRiskConfigurationRequest,
  DescribeTerms: DescribeTermsRequest,
  DescribeTermsByClient: DescribeTermsByClientRequest,
  DescribeUserImportJob: DescribeUserImportJobRequest,
  DescribeUserPool: DescribeUserPoolRequest,
  DescribeUserPoolClient: DescribeUserPoolClientRequest,
  DescribeUserPoolDomain: DescribeUserPoolDomainRequest,
  ForgetDevice: ForgetDeviceRequest,
  ForgotPassword: ForgotPasswordRequest,
  GetCSVHeader: GetCSVHeaderRequest,
  GetClientToken: GetClientTokenRequest,
  GetDevice: GetDeviceRequest,
  GetGroup: GetGroupRequest,
  GetIdentityProviderByIdentifier: GetIdentityProviderByIdentifierRequest,
  GetLogDeliveryConfiguration: GetLogDeliveryConfigurationRequest,
  GetProvisionedLimit: GetProvisionedLimitRequest,
  GetSigningCertificate: GetSigningCertificateRequest,
  GetTokensFromRefreshToken: GetTokensFromRefreshTokenRequest,
  GetUICustomization: GetUICustomizationRequest,
  GetUser: GetUserRequest,
  GetUserAttributeVerificationCode: GetUserAttributeVerificationCodeRequest,
  GetUserAuthFactors: GetUserAuthFactorsRequest,
  GetUserPoolClientSessionConfiguration: GetUserPoolClientSessionConfigurationRequest,
  GetUserPoolMfaConfig: GetUserPoolMfaConfigRequest,
  GetUserPoolSessionConfiguration: GetUserPoolSessionConfigurationRequest,
  GlobalSignOut: GlobalSignOutRequest,
  InitiateAuth: InitiateAuthRequest,
  ListDevices: ListDevicesRequest,
  ListGroups: ListGroupsRequest,
  ListIdentityProviders: ListIdentityProvidersRequest,
  ListResourceServers: ListResourceServersRequest,
  ListTagsForResource: ListTagsForResourceRequest,
  ListTerms: ListTermsRequest,
  ListUserImportJobs: ListUserImportJobsRequest,
  ListUserPoolClientSecrets: ListUserPoolClientSecretsRequest,
  ListUserPoolClients: ListUserPoolClientsRequest,
  ListUserPoolReplicas: ListUserPoolReplicasRequest,
  ListUserPools: ListUserPoolsRequest,
  ListUserSessions: ListUserSessionsRequest,
  ListUsers: ListUsersRequest,
  ListUsersInGroup: ListUsersInGroupRequest,
  ListWebAuthnCredentials: ListWebAuthnCredentialsRequest,
  ResendConfirmationCode: ResendConfirmationCodeRequest,
  RespondToAuthChallenge: RespondToAuthChallengeRequest,
  RevokeToken: RevokeTokenRequest,
  RevokeUserSession: RevokeUserSessionRequest,
  SetLogDeliveryConfiguration: SetLogDeliveryConfigurationRequest,
  SetRiskConfiguration: SetRiskConfigurationRequest,
  SetUICustomization: SetUICustomizationRequest,
  SetUserMFAPreference: SetUserMFAPreferenceRequest,
  SetUserPoolClientSessionConfiguration: SetUserPoolClientSessionConfigurationRequest,
  SetUserPoolMfaConfig: SetUserPoolMfaConfigRequest,
  SetUserPoolSessionConfiguration: SetUserPoolSessionConfigurationRequest,
  SetUserSettings: SetUserSettingsRequest,
  SignUp: SignUpRequest,
  StartUserImportJob: StartUserImportJobRequest,
  StartWebAuthnRegistration: StartWebAuthnRegistrationRequest,
  StopUserImportJob: StopUserImportJobRequest,
  TagResource: TagResourceRequest,
  UntagResource: UntagResourceRequest,
  UpdateAuthEventFeedback: UpdateAuthEventFeedbackRequest,
  UpdateDeviceStatus: UpdateDeviceStatusRequest,
  UpdateGroup: UpdateGroupRequest,
  UpdateIdentityProvider: UpdateIdentityProviderRequest,
  UpdateManagedLoginBranding: UpdateManagedLoginBrandingRequest,
  UpdateProvisionedLimit: UpdateProvisionedLimitRequest,
  UpdateResourceServer: UpdateResourceServerRequest,
  UpdateTerms: UpdateTermsRequest,
  UpdateUserAttributes: UpdateUserAttributesRequest,
  UpdateUserPool: UpdateUserPoolRequest,
  UpdateUserPoolClient: UpdateUserPoolClientRequest,
  UpdateUserPoolDomain: UpdateUserPoolDomainRequest,
  UpdateUserPoolReplica: UpdateUserPoolReplicaRequest,
  VerifySoftwareToken: VerifySoftwareTokenRequest,
  VerifyUserAttribute: VerifyUserAttributeRequest,
} as const;

/** Patterns that the model spells otherwise, by the text of the matcher that stands for them. */
export const modelSpellings: ReadonlyMap<string, string> = new Map([
  [String(/^\S.*\S$/), '[\\S]+.*[\\S]+'],
  [
    String(/^(?=[^]*\{####\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s]*$/u),
    '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
  ],
  [
    String(/^(?=[^]*?\{##[^]*?##\})[\p{L}\p{M}\p{S}\p{N}\p{P}\s]*$/u),
    '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
  ],
  [String(/^[a-z0-9](?:[a-z0-9.\-]{0,61}[a-z0-9])?$/), '^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$'],
]);

/** Values that the service keeps out of its errors. */
export const sensitiveShapes: ReadonlySet<z.core.$ZodType> = new Set<z.core.$ZodType>([
  AttributeValueType,
  ClientSecretType,
  PasswordType,
  SecretHashType,
  SessionType,
  SoftwareTokenMFAUserCodeType,
  TokenModelType,
  UsernameType,
]);
