import { groupMemberships } from '../../domain/pool/group.js';
import { remove } from '../../domain/store.js';
import { operation } from '../operation.js';
import { namedMembership } from './named-membership.js';

/** Takes a user out of a group, and is content when it wasn't in (API reference, AdminRemoveUserFromGroup). */
export const adminRemoveUserFromGroup = operation({
  name: 'AdminRemoveUserFromGroup',
  access: 'iam',
  uses: ['pools', 'store', 'users'],
  async handle(services, request, { region }) {
    const membership = namedMembership(services, request, region);
    const { store } = services;
    if (store.get(groupMemberships, groupMemberships.keyOf(membership)) !== undefined)
      await store.commit([remove(groupMemberships, membership)]);
    return {};
  },
});
