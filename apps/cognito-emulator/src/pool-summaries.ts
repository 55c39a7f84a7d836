import { domainUrlOf } from './oauth/place.js';
import type { Services } from './operations/services.js';

/** What a client has to know of a pool. */
export interface PoolSummary {
  readonly id: string;
  readonly name: string;
  /** The `iss` of its tokens. */
  readonly issuer: string;
  readonly jwksUri: string;
  /** The host of its domain, whose endpoints and pages are at the emulator's own address too; absent without a domain. */
  readonly domainUrl?: string;
  readonly clients: readonly ClientSummary[];
  /** The ids of the clients by name; of several clients with one name, the id of the last. */
  readonly clientIds: Readonly<Record<string, string>>;
}

export interface ClientSummary {
  readonly id: string;
  readonly name: string;
  /** Absent for a public client. */
  readonly secret?: string;
}

/** The pools there are at the moment; where keys are is said for this process, whatever issuers begin with. */
export function poolSummaries(
  services: Pick<Services, 'issuerOf' | 'pools' | 'publicUrl'>,
  url: string,
): readonly PoolSummary[] {
  const { pools } = services;
  return pools.all().map((pool) => {
    const domainUrl = domainUrlOf(pool, services.publicUrl());
    return {
      id: pool.id,
      name: pool.name,
      issuer: services.issuerOf(pool),
      jwksUri: `${url}/${pool.id}/.well-known/jwks.json`,
      ...(domainUrl === undefined ? {} : { domainUrl }),
      clientIds: Object.fromEntries(pools.clientsOf(pool.id).map(({ name, id }) => [name, id])),
      clients: pools.clientsOf(pool.id).map(({ id, name, secrets: [secret] }) => ({
        id,
        name,
        ...(secret === undefined ? {} : { secret: secret.value }),
      })),
    };
  });
}
