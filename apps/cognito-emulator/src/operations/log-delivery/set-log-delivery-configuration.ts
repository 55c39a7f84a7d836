import { checkLogDelivery, logDeliveries } from '../../domain/pool/log-delivery.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';

/** Keeps where a pool's logs are to go; none go there (API reference, SetLogDeliveryConfiguration). */
export const setLogDeliveryConfiguration = operation({
  name: 'SetLogDeliveryConfiguration',
  access: 'iam',
  effect: 'stored',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const delivery = { poolId: pool.id, configurations: request.LogConfigurations };
    checkLogDelivery(pool, delivery);
    await store.commit([put(logDeliveries, delivery)]);
    return {
      LogDeliveryConfiguration: {
        UserPoolId: pool.id,
        LogConfigurations: delivery.configurations,
      },
    };
  },
});
