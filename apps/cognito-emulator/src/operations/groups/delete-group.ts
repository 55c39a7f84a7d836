import { requireGroup } from '../../domain/pool/group-rules.js';
import { groups } from '../../domain/pool/group.js';
import { removalOf } from '../../domain/removal.js';
import { operation } from '../operation.js';

/** Takes a group away; its users stay (API reference, DeleteGroup). */
export const deleteGroup = operation({
  name: 'DeleteGroup',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const group = requireGroup(store, pool.id, request.GroupName);
    await store.commit(removalOf(store, groups, [group]));
    return {};
  },
});
