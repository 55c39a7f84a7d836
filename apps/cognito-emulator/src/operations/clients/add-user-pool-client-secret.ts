import { clientSecretId, secondSecret } from '../../domain/pool/client-secret.js';
import { requireClientOfPool, userPoolClients } from '../../domain/pool/user-pool-client.js';
import { put } from '../../domain/store.js';
import { timestamp } from '../answers.js';
import { operation } from '../operation.js';

/**
 * Gives a client a second secret (API reference, AddUserPoolClientSecret). Both are good until one is deleted. A value
 * that was made up is shown here and never again.
 */
export const addUserPoolClientSecret = operation({
  name: 'AddUserPoolClientSecret',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    const now = clock.nowMilliseconds();
    const added = secondSecret(client, request.ClientSecret, now);
    const secrets = [...client.secrets, added];
    await store.commit([put(userPoolClients, { ...client, secrets, updatedAt: now })]);
    return {
      ClientSecretDescriptor: {
        ClientSecretId: clientSecretId(client, added),
        ClientSecretValue: request.ClientSecret === undefined ? added.value : undefined,
        ClientSecretCreateDate: timestamp(added.createdAt),
      },
    };
  },
});
