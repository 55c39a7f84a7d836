import { logDeliveries } from '../../domain/pool/log-delivery.js';
import { operation } from '../operation.js';

/** Where a pool's logs are to go (API reference, GetLogDeliveryConfiguration). */
export const getLogDeliveryConfiguration = operation({
  name: 'GetLogDeliveryConfiguration',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { configurations = [] } = store.get(logDeliveries, pool.id) ?? {};
    return {
      LogDeliveryConfiguration: { UserPoolId: pool.id, LogConfigurations: configurations },
    };
  },
});
