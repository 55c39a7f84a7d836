import { clientSecretNotFound } from '../../domain/errors.js';
import { secretsWithout } from '../../domain/pool/client-secret.js';
import { requireClientOfPool, userPoolClients } from '../../domain/pool/user-pool-client.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';

/** Takes one of two secrets from a client (API reference, DeleteUserPoolClientSecret). */
export const deleteUserPoolClientSecret = operation({
  name: 'DeleteUserPoolClientSecret',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    const secrets = secretsWithout(client, request.ClientSecretId);
    if (secrets === undefined) throw clientSecretNotFound();
    const changed = { ...client, secrets, updatedAt: clock.nowMilliseconds() };
    await store.commit([put(userPoolClients, changed)]);
    return {};
  },
});
