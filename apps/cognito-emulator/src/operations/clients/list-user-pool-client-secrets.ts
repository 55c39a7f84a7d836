import { clientSecretId } from '../../domain/pool/client-secret.js';
import { requireClientOfPool } from '../../domain/pool/user-pool-client.js';
import { timestamp } from '../answers.js';
import { operation } from '../operation.js';

/**
 * Which secrets a client has, without their values (API reference, ListUserPoolClientSecrets). There are never more than
 * one page of them, so a token to go on with is not looked at.
 */
export const listUserPoolClientSecrets = operation({
  name: 'ListUserPoolClientSecrets',
  access: 'iam',
  uses: ['pools'],
  handle({ pools }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    return {
      ClientSecrets: client.secrets.map((secret) => ({
        ClientSecretId: clientSecretId(client, secret),
        ClientSecretCreateDate: timestamp(secret.createdAt),
      })),
    };
  },
});
