import type { Services } from '../operations/services.js';

/** Pools and clients by id and name, and no secrets. */
export function poolList(services: Services) {
  const { pools } = services;
  return pools.all().map((pool) => ({
    id: pool.id,
    name: pool.name,
    region: pool.region,
    domain: pool.domain ?? null,
    issuer: services.issuerOf(pool),
    clients: pools.clientsOf(pool.id).map(({ id, name }) => ({ id, name })),
  }));
}
