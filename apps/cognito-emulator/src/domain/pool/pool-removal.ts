import { type Change, type Collection, remove, type Store } from '../store.js';
import { poolKeys } from '../token/pool-keys.js';
import { removalOf } from '../user/user-removal.js';
import { users } from '../user/user.js';
import { belongingsRemoval } from './client-belongings.js';
import { groups } from './group.js';
import { identityProviders } from './identity-provider.js';
import { logDeliveries } from './log-delivery.js';
import { resourceServers } from './resource-server.js';
import { riskConfigurations } from './risk-configuration.js';
import { signingCertificates } from './signing-certificates.js';
import { uiCustomizations } from './ui-customization.js';
import { type UserPool, userPools } from './user-pool.js';
import { userPoolClients } from './user-pool-client.js';

/** The changes that leave nothing of a pool behind. */
export function poolRemoval(store: Store, pool: UserPool): readonly Change[] {
  const keys = store.get(poolKeys, pool.id);
  const clients = [...store.find(userPoolClients, 'pool', pool.id)];
  return [
    ...[...store.find(users, 'pool', pool.id)].flatMap((user) => removalOf(store, user)),
    ...clients.flatMap((client) => belongingsRemoval(store, client)),
    ...clients.map((client) => remove(userPoolClients, client)),
    ...removalFrom(store, groups, pool),
    ...removalFrom(store, resourceServers, pool),
    ...removalFrom(store, identityProviders, pool),
    ...removalFrom(store, uiCustomizations, pool),
    ...removalFrom(store, riskConfigurations, pool),
    ...removalFrom(store, logDeliveries, pool),
    ...removalFrom(store, signingCertificates, pool),
    ...(keys ? [remove(poolKeys, keys)] : []),
    remove(userPools, pool),
  ];
}

/** The collection has an index `pool` by the pool's id. */
function removalFrom<Value>(
  store: Store,
  collection: Collection<Value>,
  { id }: UserPool,
): readonly Change[] {
  return [...store.find(collection, 'pool', id)].map((value) => remove(collection, value));
}
