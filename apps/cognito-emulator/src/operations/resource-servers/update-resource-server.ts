import { requireResourceServer, scopesFrom } from '../../domain/pool/resource-server-rules.js';
import { resourceServers } from '../../domain/pool/resource-server.js';
import { put } from '../../domain/store.js';
import { resourceServerType } from '../answers.js';
import { operation } from '../operation.js';

/**
 * Replaces a resource server's name and all its scopes (API reference, UpdateResourceServer). Clients keep the scopes that
 * go and are no longer given them.
 */
export const updateResourceServer = operation({
  name: 'UpdateResourceServer',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const server = requireResourceServer(store, pool.id, request.Identifier);
    const changed = { ...server, name: request.Name, scopes: scopesFrom(request.Scopes) };
    await store.commit([put(resourceServers, changed)]);
    return { ResourceServer: resourceServerType(changed) };
  },
});
