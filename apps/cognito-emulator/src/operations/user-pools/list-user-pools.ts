import { timestamp } from '../answers.js';
import { operation } from '../operation.js';
import { pageOf, pageStart } from '../page.js';

/** The pools of the region the request was signed for (API reference, ListUserPools). */
export const listUserPools = operation({
  name: 'ListUserPools',
  access: 'iam',
  uses: ['pools'],
  async handle({ pools }, request, { region }) {
    const all = pools.all().filter((pool) => pool.region === region);
    const start = pageStart(request.NextToken);
    const { items, nextToken } = await pageOf(
      all.slice(start?.place ?? 0),
      request.MaxResults,
      (pool) => ({
        place: all.indexOf(pool) + 1,
        key: pool.id,
      }),
    );
    return {
      UserPools: items.map((pool) => ({
        Id: pool.id,
        Name: pool.name,
        LambdaConfig: pool.settings.LambdaConfig ?? {},
        CreationDate: timestamp(pool.createdAt),
        LastModifiedDate: timestamp(pool.updatedAt),
      })),
      NextToken: nextToken,
    };
  },
});
