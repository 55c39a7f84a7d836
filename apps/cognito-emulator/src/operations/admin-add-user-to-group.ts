import { checkNewMembership, requireGroup } from '../domain/pool/group-rules.js';
import { groupMemberships } from '../domain/pool/group.js';
import { put } from '../domain/store.js';
import { operation } from './operation.js';

/** Puts a user into a group; a user who is in it already stays (API reference, AdminAddUserToGroup). */
export const adminAddUserToGroup = operation({
  name: 'AdminAddUserToGroup',
  access: 'iam',
  async handle({ pools, users, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { sub } = users.get(pool, request.Username);
    const { name } = requireGroup(store, pool.id, request.GroupName);
    const membership = { poolId: pool.id, groupName: name, sub };
    checkNewMembership(store, membership);
    await store.commit([put(groupMemberships, membership)]);
    return {};
  },
});
