import { invalidParameter } from '../../domain/errors.js';
import { checkClientSettings } from '../../domain/pool/client-faults.js';
import { newClientSecret } from '../../domain/pool/client-secret.js';
import { randomClientId } from '../../domain/pool/pool-ids.js';
import { type UserPoolClient, userPoolClients } from '../../domain/pool/user-pool-client.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { checkClientReferences } from './client-references.js';
import { describedClient } from './described-client.js';

/** Makes a client of a pool, with a secret if it is asked for (API reference, CreateUserPoolClient). */
export const createUserPoolClient = operation({
  name: 'CreateUserPoolClient',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle(services, request, { region }) {
    const { UserPoolId, ClientName: name, GenerateSecret, ClientSecret, ...settings } = request;
    const pool = services.pools.get(UserPoolId, region);
    const now = services.clock.nowMilliseconds();
    if (GenerateSecret === true && ClientSecret !== undefined)
      throw invalidParameter('GenerateSecret can not be combined with ClientSecret.');
    if (ClientSecret !== undefined && !/^[\w+]{24,64}$/.test(ClientSecret))
      throw invalidParameter('ClientSecret must hold 24 to 64 letters, digits, _ or +.');
    const hasSecret = GenerateSecret === true || ClientSecret !== undefined;
    const client: UserPoolClient = {
      id: randomClientId(),
      poolId: pool.id,
      name,
      secrets: hasSecret ? [newClientSecret(now, ClientSecret)] : [],
      settings,
      createdAt: now,
      updatedAt: now,
    };
    checkClientSettings(client, services.pools.customScopesOf(pool.id));
    checkClientReferences(services, pool, client);
    await services.store.commit([put(userPoolClients, client)]);
    return { UserPoolClient: describedClient(client) };
  },
});
