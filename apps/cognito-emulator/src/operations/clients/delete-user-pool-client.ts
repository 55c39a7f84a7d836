import { requireClientOfPool, userPoolClients } from '../../domain/pool/user-pool-client.js';
import { removalOf } from '../../domain/removal.js';
import { operation } from '../operation.js';

/** Deletes a client (API reference, DeleteUserPoolClient). */
export const deleteUserPoolClient = operation({
  name: 'DeleteUserPoolClient',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    await store.commit(removalOf(store, userPoolClients, [client]));
    return {};
  },
});
