import { checkNewGroup } from '../../domain/pool/group-rules.js';
import { groups } from '../../domain/pool/group.js';
import { put } from '../../domain/store.js';
import { groupType } from '../answers.js';
import { operation } from '../operation.js';

/** Makes a group that users can be put into (API reference, CreateGroup). */
export const createGroup = operation({
  name: 'CreateGroup',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const now = clock.nowMilliseconds();
    const group = {
      poolId: pool.id,
      name: request.GroupName,
      description: request.Description,
      precedence: request.Precedence,
      roleArn: request.RoleArn,
      createdAt: now,
      updatedAt: now,
    };
    checkNewGroup(store, group);
    await store.commit([put(groups, group)]);
    return { Group: groupType(group) };
  },
});
