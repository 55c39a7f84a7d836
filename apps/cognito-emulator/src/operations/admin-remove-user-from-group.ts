import { requireGroup } from '../domain/pool/group-rules.js';
import { groupMemberships } from '../domain/pool/group.js';
import { remove } from '../domain/store.js';
import { operation } from './operation.js';

/** Takes a user out of a group, and is content when it wasn't in (API reference, AdminRemoveUserFromGroup). */
export const adminRemoveUserFromGroup = operation({
  name: 'AdminRemoveUserFromGroup',
  access: 'iam',
  async handle({ pools, users, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { sub } = users.get(pool, request.Username);
    const { name } = requireGroup(store, pool.id, request.GroupName);
    const membership = { poolId: pool.id, groupName: name, sub };
    if (store.get(groupMemberships, groupMemberships.keyOf(membership)) !== undefined)
      await store.commit([remove(groupMemberships, membership)]);
    return {};
  },
});
