import { ServiceError } from '../domain/errors.js';
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
    if (pools.findGroup(pool.id, request.GroupName) === undefined)
      throw new ServiceError('ResourceNotFoundException', 'Group not found.');
    const membership = { poolId: pool.id, groupName: request.GroupName, sub };
    await store.commit([put(groupMemberships, membership)]);
    return {};
  },
});
