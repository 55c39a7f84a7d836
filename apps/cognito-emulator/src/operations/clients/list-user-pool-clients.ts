import { operation } from '../operation.js';
import { pageOf, pageStart } from '../page.js';

const mostAPage = 60;

/** The clients of a pool by name and id (API reference, ListUserPoolClients). */
export const listUserPoolClients = operation({
  name: 'ListUserPoolClients',
  access: 'iam',
  uses: ['pools'],
  async handle({ pools }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const all = pools.clientsOf(pool.id);
    const start = pageStart(request.NextToken);
    const limit = request.MaxResults ?? mostAPage;
    const { items, nextToken } = await pageOf(all.slice(start?.place ?? 0), limit, (client) => ({
      place: all.indexOf(client) + 1,
      key: client.id,
    }));
    return {
      UserPoolClients: items.map(({ id, name }) => ({
        ClientId: id,
        UserPoolId: pool.id,
        ClientName: name,
      })),
      NextToken: nextToken,
    };
  },
});
