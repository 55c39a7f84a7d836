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
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientName: client.name,
    ClientSecret: client.secrets[0]?.value,
    CreationDate: timestamp(client.createdAt),
    LastModifiedDate: timestamp(client.updatedAt),
  };
}
