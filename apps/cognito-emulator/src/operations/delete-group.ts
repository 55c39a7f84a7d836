import { groupRemoval, requireGroup } from '../domain/pool/group-rules.js';
import { operation } from './operation.js';

/** Takes a group away; its users stay (API reference, DeleteGroup). */
export const deleteGroup = operation({
  name: 'DeleteGroup',
  access: 'iam',
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const group = requireGroup(store, pool.id, request.GroupName);
    await store.commit(groupRemoval(store, group));
    return {};
  },
});
