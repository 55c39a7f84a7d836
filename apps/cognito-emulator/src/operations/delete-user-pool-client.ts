import { belongingsRemoval } from '../domain/pool/client-belongings.js';
import { requireClientOfPool, userPoolClients } from '../domain/pool/user-pool-client.js';
import { remove } from '../domain/store.js';
import { operation } from './operation.js';

/** Deletes a client (API reference, DeleteUserPoolClient). */
export const deleteUserPoolClient = operation({
  name: 'DeleteUserPoolClient',
  access: 'iam',
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    await store.commit([...belongingsRemoval(store, client), remove(userPoolClients, client)]);
    return {};
  },
});
