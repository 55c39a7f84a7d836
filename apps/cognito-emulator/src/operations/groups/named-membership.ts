import { requireGroup } from '../../domain/pool/group-rules.js';
import type { GroupMembership } from '../../domain/pool/group.js';
import type { Services } from '../services.js';

interface MembershipRequest {
  readonly UserPoolId: string;
  readonly GroupName: string;
  readonly Username: string;
}

/**
 * The membership that a request names, which may not exist yet.
 * @throws ResourceNotFoundException for the pool or the group, UserNotFoundException
 */
export function namedMembership(
  { pools, users, store }: Pick<Services, 'pools' | 'users' | 'store'>,
  request: MembershipRequest,
  region: string | undefined,
): GroupMembership {
  const pool = pools.get(request.UserPoolId, region);
  const { sub } = users.get(pool, request.Username);
  const { name } = requireGroup(store, pool.id, request.GroupName);
  return { poolId: pool.id, groupName: name, sub };
}
