import { requireResourceServer } from '../../domain/pool/resource-server-rules.js';
import { resourceServers } from '../../domain/pool/resource-server.js';
import { remove } from '../../domain/store.js';
import { operation } from '../operation.js';

/** Takes a resource server away; nobody is given its scopes any more (API reference, DeleteResourceServer). */
export const deleteResourceServer = operation({
  name: 'DeleteResourceServer',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const server = requireResourceServer(store, pool.id, request.Identifier);
    await store.commit([remove(resourceServers, server)]);
    return {};
  },
});
