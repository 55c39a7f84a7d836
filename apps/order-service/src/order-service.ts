import type { ServiceDefinition } from '@gatehouse/service-kit';
import { AppModule } from './app.module.js';
import { type OrderServiceConfig, orderServiceConfig, serviceName } from './config.js';
import { ErasureFollower } from './erasures/erasure-follower.js';
import * as schema from './schema.js';

/** order-service. It starts without the gateway, user-service and Cognito, and calls them when needed. */
export const orderService: ServiceDefinition<OrderServiceConfig, typeof schema> = {
  name: serviceName,
  config: orderServiceConfig,
  schema,
  migrations: new URL('../migrations', import.meta.url),
  module: (config, database) => AppModule.forRoot(config, database),
  health: (app) => {
    const erasures = app.get(ErasureFollower);
    return { reports: { erasures: () => erasures.isHealthy } };
  },
};
