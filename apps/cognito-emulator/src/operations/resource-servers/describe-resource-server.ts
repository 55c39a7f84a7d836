import { requireResourceServer } from '../../domain/pool/resource-server-rules.js';
import { resourceServerType } from '../answers.js';
import { operation } from '../operation.js';

/** A resource server and its scopes (API reference, DescribeResourceServer). */
export const describeResourceServer = operation({
  name: 'DescribeResourceServer',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const server = requireResourceServer(store, pool.id, request.Identifier);
    return { ResourceServer: resourceServerType(server) };
  },
});
