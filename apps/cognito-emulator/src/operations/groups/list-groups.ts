import { groups } from '../../domain/pool/group.js';
import { groupType } from '../answers.js';
import { operation } from '../operation.js';
import { pageOfIndex } from '../page.js';

/** The groups of a pool, oldest first (API reference, ListGroups). */
export const listGroups = operation({
  name: 'ListGroups',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { items, nextToken } = await pageOfIndex(store, groups, pool.id, {
      limit: request.Limit,
      token: request.NextToken,
    });
    return { Groups: items.map(groupType), NextToken: nextToken };
  },
});
