import { domainsOf } from '../../domain/pool/pool-domains.js';
import type { Pools } from '../../domain/pool/pools.js';
import type { UserPool } from '../../domain/pool/user-pool.js';

/** The pool a domain belongs to. */
export const domainOwner = (pools: Pools, domain: string): UserPool | undefined =>
  pools.all().find((pool) => domainsOf(pool).some((one) => one.domain === domain));
