import { checkNewResourceServer, scopesFrom } from '../../domain/pool/resource-server-rules.js';
import { resourceServers } from '../../domain/pool/resource-server.js';
import { put } from '../../domain/store.js';
import { resourceServerType } from '../answers.js';
import { operation } from '../operation.js';

/** Makes an API known to the pool, with its scopes (API reference, CreateResourceServer). */
export const createResourceServer = operation({
  name: 'CreateResourceServer',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const server = {
      poolId: pool.id,
      identifier: request.Identifier,
      name: request.Name,
      scopes: scopesFrom(request.Scopes),
    };
    checkNewResourceServer(store, server);
    await store.commit([put(resourceServers, server)]);
    return { ResourceServer: resourceServerType(server) };
  },
});
