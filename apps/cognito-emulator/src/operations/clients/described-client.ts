import { partitionOf } from '../../domain/partition.js';
import { accountId, regionOfPool } from '../../domain/pool/pool-ids.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { timestamp } from '../answers.js';

/** A client as the API shows it: settings it was not given with Cognito's own defaults. */
export function describedClient(client: UserPoolClient) {
  return {
    AllowedOAuthFlowsUserPoolClient: false,
    AuthSessionValidity: 3,
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    RefreshTokenValidity: 30,
    TokenValidityUnits: {},
    ...client.settings,
    AnalyticsConfiguration: analyticsOf(client),
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientName: client.name,
    ClientSecret: client.secrets[0]?.value,
    CreationDate: timestamp(client.createdAt),
    LastModifiedDate: timestamp(client.updatedAt),
  };
}

const ownRole = 'role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp';

/** Where a project's ARN is stated, Cognito has a role of its own for it (SDK, AnalyticsConfigurationType). */
function analyticsOf({ poolId, settings: { AnalyticsConfiguration: stated } }: UserPoolClient) {
  if (stated === undefined) return undefined;
  const partition = partitionOf(regionOfPool(poolId));
  const RoleArn = `arn:${partition}:iam::${accountId}:${ownRole}`;
  const role = stated.ApplicationArn === undefined ? {} : { RoleArn };
  return { UserDataShared: false, ...role, ...stated };
}
