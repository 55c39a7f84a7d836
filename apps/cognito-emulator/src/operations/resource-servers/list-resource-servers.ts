import { resourceServers } from '../../domain/pool/resource-server.js';
import { resourceServerType } from '../answers.js';
import { operation } from '../operation.js';
import { pageOfIndex } from '../page.js';

const mostAPage = 50;

/** The resource servers of a pool (API reference, ListResourceServers). */
export const listResourceServers = operation({
  name: 'ListResourceServers',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { items, nextToken } = await pageOfIndex(store, resourceServers, pool.id, {
      limit: request.MaxResults ?? mostAPage,
      token: request.NextToken,
    });
    return { ResourceServers: items.map(resourceServerType), NextToken: nextToken };
  },
});
