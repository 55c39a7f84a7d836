import { checkClientSettings } from '../../domain/pool/client-faults.js';
import {
  requireClientOfPool,
  type UserPoolClient,
  userPoolClients,
} from '../../domain/pool/user-pool-client.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { checkClientReferences } from './client-references.js';
import { describedClient } from './described-client.js';

/** Replaces a client's settings; those left out go back to their defaults (API reference, UpdateUserPoolClient). */
export const updateUserPoolClient = operation({
  name: 'UpdateUserPoolClient',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle(services, request, { region }) {
    const { UserPoolId, ClientId, ClientName: name, ...settings } = request;
    const pool = services.pools.get(UserPoolId, region);
    const found = services.pools.findClient(ClientId);
    const client = requireClientOfPool(found, pool.id, ClientId);
    const updatedAt = services.clock.nowMilliseconds();
    const changed: UserPoolClient = { ...client, name: name ?? client.name, settings, updatedAt };
    checkClientSettings(changed, services.pools.customScopesOf(pool.id));
    checkClientReferences(services, pool, changed);
    await services.store.commit([put(userPoolClients, changed)]);
    return { UserPoolClient: describedClient(changed) };
  },
});
