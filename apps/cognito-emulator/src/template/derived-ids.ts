import type { Blueprint } from './blueprint.js';

/** The ids a template leads to, for programs that have to know them before an emulator runs. */
export function derivedIds({ pools, clients, domains }: Blueprint) {
  return {
    pools: Object.fromEntries(
      pools.map(({ logicalId, id }) => [
        logicalId,
        {
          id,
          domain: domains.find(({ poolId }) => poolId === id)?.domain ?? null,
          clients: Object.fromEntries(
            clients.filter(({ poolId }) => poolId === id).map((client) => [client.name, client.id]),
          ),
        },
      ]),
    ),
  };
}
