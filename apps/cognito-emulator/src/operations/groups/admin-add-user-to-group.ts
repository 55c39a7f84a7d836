import { checkNewMembership } from '../../domain/pool/group-rules.js';
import { groupMemberships } from '../../domain/pool/group.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { namedMembership } from './named-membership.js';

/** Puts a user into a group; a user who is in it already stays (API reference, AdminAddUserToGroup). */
export const adminAddUserToGroup = operation({
  name: 'AdminAddUserToGroup',
  access: 'iam',
  uses: ['pools', 'store', 'users'],
  async handle(services, request, { region }) {
    const membership = namedMembership(services, request, region);
    const { store } = services;
    checkNewMembership(store, membership);
    await store.commit([put(groupMemberships, membership)]);
    return {};
  },
});
