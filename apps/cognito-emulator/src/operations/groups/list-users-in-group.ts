import { requireGroup } from '../../domain/pool/group-rules.js';
import { groupMemberships } from '../../domain/pool/group.js';
import { userType } from '../answers.js';
import { operation } from '../operation.js';
import { pageOfIndex } from '../page.js';

/** The users of a group, in the order they came into it (API reference, ListUsersInGroup). */
export const listUsersInGroup = operation({
  name: 'ListUsersInGroup',
  access: 'iam',
  uses: ['pools', 'store', 'users'],
  async handle({ pools, users, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { name } = requireGroup(store, pool.id, request.GroupName);
    const { items, nextToken } = await pageOfIndex(store, groupMemberships, `${pool.id}/${name}`, {
      index: 'group',
      limit: request.Limit,
      token: request.NextToken,
    });
    const members = items.flatMap(({ sub }) => users.findBySub(pool.id, sub) ?? []);
    return { Users: members.map((user) => userType(user)), NextToken: nextToken };
  },
});
