import { requireClientOfPool } from '../domain/pool/user-pool-client.js';
import { timestamp } from './answers.js';
import { operation } from './operation.js';

/** A client's settings and its secret (API reference, DescribeUserPoolClient). */
export const describeUserPoolClient = operation({
  name: 'DescribeUserPoolClient',
  access: 'iam',
  handle({ pools }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    return {
      UserPoolClient: {
        AllowedOAuthFlowsUserPoolClient: false,
        AuthSessionValidity: 3,
        EnableTokenRevocation: true,
        EnablePropagateAdditionalUserContextData: false,
        RefreshTokenValidity: 30,
        TokenValidityUnits: {},
        ...client.settings,
        UserPoolId: pool.id,
        ClientId: client.id,
        ClientName: client.name,
        ClientSecret: client.secrets[0]?.value,
        CreationDate: timestamp(client.createdAt),
        LastModifiedDate: timestamp(client.updatedAt),
      },
    };
  },
});
