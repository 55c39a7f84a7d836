import { accountId } from '../../domain/pool/pool-ids.js';
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

const ownRole = `arn:aws:iam::${accountId}:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp`;

/** Where a project's ARN is stated, Cognito has a role of its own for it (SDK, AnalyticsConfigurationType). */
function analyticsOf({ settings: { AnalyticsConfiguration: stated } }: UserPoolClient) {
  if (stated === undefined) return undefined;
  const role = stated.ApplicationArn === undefined ? {} : { RoleArn: ownRole };
  return { UserDataShared: false, ...role, ...stated };
}
