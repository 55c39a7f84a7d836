import { requireGroup } from '../../domain/pool/group-rules.js';
import { groupType } from '../answers.js';
import { operation } from '../operation.js';

/** A group's settings (API reference, GetGroup). */
export const getGroup = operation({
  name: 'GetGroup',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    return { Group: groupType(requireGroup(store, pool.id, request.GroupName)) };
  },
});
