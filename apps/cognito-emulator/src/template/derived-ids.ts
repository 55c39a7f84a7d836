import type { Blueprint, ClientPlan } from './blueprint.js';

/** The ids a template leads to, for programs that have to know them before an emulator runs. */
export function derivedIds({ pools, clients, domains }: Blueprint) {
  return {
    pools: Object.fromEntries(
      pools.map(({ logicalId, id }) => [
        logicalId,
        {
          id,
          domain: domains.find(({ poolId }) => poolId === id)?.domain ?? null,
          clients: idsByName(clients.filter(({ poolId }) => poolId === id)),
        },
      ]),
    ),
  };
}

/** Clients of a pool may share a name; those that do go by their logical ids. */
function idsByName(clients: readonly ClientPlan[]) {
  const isShared = (name: string) => clients.filter((client) => client.name === name).length > 1;
  return Object.fromEntries(
    clients.map(({ name, logicalId, id }) => [isShared(name) ? logicalId : name, id]),
  );
}
