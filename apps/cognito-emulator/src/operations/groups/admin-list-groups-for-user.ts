import { groupType } from '../answers.js';
import { operation } from '../operation.js';
import { pageOf, pageSize, pageStart } from '../page.js';

/** A user's groups in order of precedence (API reference, AdminListGroupsForUser). */
export const adminListGroupsForUser = operation({
  name: 'AdminListGroupsForUser',
  access: 'iam',
  uses: ['pools', 'users'],
  async handle({ pools, users }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const sorted = users.groupsOf(users.get(pool, request.Username));
    const start = pageStart(request.NextToken);
    const known = sorted.findIndex(({ name }) => name === start?.key);
    // Should the group be gone by now, the place it had tells where to go on.
    const rest = sorted.slice(known === -1 ? (start?.place ?? 0) : known + 1);
    const { items, nextToken } = await pageOf(rest, pageSize(request.Limit), (group) => ({
      key: group.name,
      place: sorted.indexOf(group),
    }));
    return { Groups: items.map(groupType), NextToken: nextToken };
  },
});
