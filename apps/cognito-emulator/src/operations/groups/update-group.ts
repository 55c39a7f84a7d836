import { checkPrecedence, requireGroup } from '../../domain/pool/group-rules.js';
import { groups } from '../../domain/pool/group.js';
import { put } from '../../domain/store.js';
import { groupType } from '../answers.js';
import { operation } from '../operation.js';

/** Changes those settings of a group that are given (API reference, UpdateGroup). */
export const updateGroup = operation({
  name: 'UpdateGroup',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const group = requireGroup(store, pool.id, request.GroupName);
    checkPrecedence(request.Precedence);
    const changed = {
      ...group,
      description: request.Description ?? group.description,
      precedence: request.Precedence ?? group.precedence,
      roleArn: request.RoleArn ?? group.roleArn,
      updatedAt: clock.nowMilliseconds(),
    };
    await store.commit([put(groups, changed)]);
    return { Group: groupType(changed) };
  },
});
