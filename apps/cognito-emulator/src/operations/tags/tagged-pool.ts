import { ServiceError } from '../../domain/errors.js';
import { userPoolArn } from '../../domain/pool/pool-ids.js';
import type { Pools } from '../../domain/pool/pools.js';
import type { UserPool } from '../../domain/pool/user-pool.js';

/** The pool an ARN names. @throws ResourceNotFoundException */
export function taggedPool(pools: Pools, arn: string, region: string | undefined): UserPool {
  const pool = pools.find(arn.slice(arn.lastIndexOf('/') + 1));
  const isNamed = pool !== undefined && userPoolArn(pool.region, pool.id) === arn;
  if (!isNamed || (region !== undefined && pool.region !== region))
    throw new ServiceError('ResourceNotFoundException', 'The resource does not exist.');
  return pool;
}

export const tagsOf = ({ settings }: UserPool) =>
  (settings.UserPoolTags ?? {}) as Readonly<Record<string, string>>;
