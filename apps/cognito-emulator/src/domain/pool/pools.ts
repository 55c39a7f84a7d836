import { clientNotFound, poolNotFound } from '../errors.js';
import { firstOf, type Store } from '../store.js';
import { type Group, groups } from './group.js';
import { type ResourceServer, resourceServers, scopesOf } from './resource-server.js';
import { type UserPool, userPools } from './user-pool.js';
import { type UserPoolClient, userPoolClients } from './user-pool-client.js';

export interface ClientOfPool {
  readonly client: UserPoolClient;
  readonly pool: UserPool;
}

/** The pools of the emulator and what belongs to each. */
export class Pools {
  constructor(private readonly store: Store) {}

  find(poolId: string): UserPool | undefined {
    return this.store.get(userPools, poolId);
  }

  /**
   * @param region the region a request was signed for; a pool elsewhere is as good as none.
   * @throws ResourceNotFoundException
   */
  get(poolId: string, region?: string): UserPool {
    const pool = this.find(poolId);
    if (pool === undefined || !isIn(region, pool)) throw poolNotFound(poolId);
    return pool;
  }

  findClient(clientId: string): UserPoolClient | undefined {
    return this.store.get(userPoolClients, clientId);
  }

  /** @throws ResourceNotFoundException when there is no such client, or its pool is in another region. */
  getClient(clientId: string, region?: string): ClientOfPool {
    const found = this.findClientIn(clientId, region);
    if (found === undefined) throw clientNotFound(clientId);
    return found;
  }

  /** A client whose pool is in the region a request was signed for, or anywhere when it isn't signed. */
  findClientIn(clientId: string, region: string | undefined): ClientOfPool | undefined {
    const client = this.findClient(clientId);
    const pool = client && this.find(client.poolId);
    return client && pool && isIn(region, pool) ? { client, pool } : undefined;
  }

  /** The pool that has a domain, given by its prefix or as a whole host name in small letters. */
  findByDomain(domain: string): UserPool | undefined {
    return firstOf(this.store.find(userPools, 'domain', domain));
  }

  all(): readonly UserPool[] {
    return [...this.store.all(userPools)];
  }

  clientsOf(poolId: string): readonly UserPoolClient[] {
    return [...this.store.find(userPoolClients, 'pool', poolId)];
  }

  findGroup(poolId: string, name: string): Group | undefined {
    return this.store.get(groups, `${poolId}/${name}`);
  }

  resourceServersOf(poolId: string): readonly ResourceServer[] {
    return [...this.store.find(resourceServers, 'pool', poolId)];
  }

  /** Every custom scope that a resource server of the pool defines. */
  customScopesOf(poolId: string): ReadonlySet<string> {
    return new Set(this.resourceServersOf(poolId).flatMap(scopesOf));
  }
}

const isIn = (region: string | undefined, pool: UserPool) =>
  region === undefined || region === pool.region;
