import { operation } from '../operation.js';
import { describedUserPool } from './described-user-pool.js';

/** A pool's settings (API reference, DescribeUserPool). */
export const describeUserPool = operation({
  name: 'DescribeUserPool',
  access: 'iam',
  uses: ['pools', 'store', 'users'],
  handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    return { UserPool: describedUserPool(services, pool) };
  },
});
