import { requireClientOfPool } from '../../domain/pool/user-pool-client.js';
import { operation } from '../operation.js';
import { describedClient } from './described-client.js';

/** A client's settings and its secret (API reference, DescribeUserPoolClient). */
export const describeUserPoolClient = operation({
  name: 'DescribeUserPoolClient',
  access: 'iam',
  uses: ['pools'],
  handle({ pools }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = pools.findClient(request.ClientId);
    return {
      UserPoolClient: describedClient(requireClientOfPool(found, pool.id, request.ClientId)),
    };
  },
});
