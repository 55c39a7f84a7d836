import type { UserPool } from '../../domain/pool/user-pool.js';
import { requireClientOfPool, type UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Services } from '../services.js';

interface ClientRequest {
  readonly UserPoolId: string;
  readonly ClientId: string;
}

/**
 * The pool and the client that a request of an administrator names.
 * @throws ResourceNotFoundException for an unknown pool, and for a client of another pool
 */
export function clientOfPool(
  { pools }: Pick<Services, 'pools'>,
  request: ClientRequest,
  region: string | undefined,
): { readonly pool: UserPool; readonly client: UserPoolClient } {
  const pool = pools.get(request.UserPoolId, region);
  const found = pools.findClient(request.ClientId);
  return { pool, client: requireClientOfPool(found, pool.id, request.ClientId) };
}
