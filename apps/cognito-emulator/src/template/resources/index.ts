import { lambdaFunction } from './lambda-function.js';
import { lambdaAlias, lambdaVersion } from './lambda-version.js';
import { logDeliveryConfiguration } from './log-delivery-configuration.js';
import { managedLoginBranding } from './managed-login-branding.js';
import type { ResourceType } from './resource-type.js';
import { userPool } from './user-pool.js';
import { userPoolClient } from './user-pool-client.js';
import { userPoolDomain } from './user-pool-domain.js';
import { userPoolGroup } from './user-pool-group.js';
import { userPoolIdentityProvider } from './user-pool-identity-provider.js';
import { userPoolResourceServer } from './user-pool-resource-server.js';
import { userPoolRiskConfigurationAttachment } from './user-pool-risk-configuration-attachment.js';
import { userPoolUICustomizationAttachment } from './user-pool-ui-customization-attachment.js';
import { userPoolUser, userPoolUserToGroupAttachment } from './user-pool-user.js';

/** The resource types the emulator makes something of. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    userPool,
    userPoolClient,
    userPoolDomain,
    userPoolGroup,
    userPoolResourceServer,
    userPoolIdentityProvider,
    userPoolUser,
    userPoolUserToGroupAttachment,
    userPoolRiskConfigurationAttachment,
    userPoolUICustomizationAttachment,
    managedLoginBranding,
    logDeliveryConfiguration,
    lambdaFunction,
    lambdaVersion,
    lambdaAlias,
  ].map((resourceType) => [resourceType.type, resourceType]),
);

/** Types of Cognito that nothing is made of yet. */
export const typesForLater: ReadonlySet<string> = new Set(
  [
    ...['IdentityPool', 'IdentityPoolPrincipalTag', 'IdentityPoolRoleAttachment', 'Terms'],
    ...['UserPoolRegionalConfigurationAttachment', 'UserPoolReplica'],
  ].map((name) => `AWS::Cognito::${name}`),
);

/** Types that only matter on AWS: who may call and log what. */
export const ignoredTypes: ReadonlySet<string> = new Set([
  'AWS::CDK::Metadata',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
]);
