import { invalidParameter } from '../../domain/errors.js';
import { schemaOf } from '../../domain/user/attribute-checks.js';
import { filteredUsers, parseUserFilter } from '../../domain/user/user-filter.js';
import { userType } from '../answers.js';
import { operation } from '../operation.js';
import { pageOf, pageStart } from '../page.js';

const mostAPage = 60;

/** The users of a pool, or those a filter lets through (API reference, ListUsers). */
export const listUsers = operation({
  name: 'ListUsers',
  access: 'iam',
  uses: ['pools', 'users'],
  async handle({ pools, users }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const wanted = request.AttributesToGet;
    const schema = schemaOf(pool);
    if (wanted?.some((name) => !schema.has(name) && name !== 'identities') === true)
      throw invalidParameter('One or more requested attributes do not exist in user pool.');
    const filter = parseUserFilter(request.Filter ?? '');
    const start = pageStart(request.PaginationToken);
    const afterPlace = start && (users.placeOf(pool.id, start.key) ?? start.place);
    const limit = request.Limit === 0 ? mostAPage : (request.Limit ?? mostAPage);
    const found = filteredUsers(users, pool, filter, afterPlace ?? 0);
    const { items, nextToken } = await pageOf(found, limit, ({ sub: key }) => ({
      key,
      place: users.placeOf(pool.id, key) ?? 0,
    }));
    return { Users: items.map((user) => userType(user, wanted)), PaginationToken: nextToken };
  },
});
