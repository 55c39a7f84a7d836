import { machineClientSettings, peerSettings, serviceSettings } from '@gatehouse/service-kit';
import { z } from 'zod';
import { erasureSettings } from './erasures/erasure-settings.js';

export const serviceName = 'order-service';

/** order-service's settings, read from the environment. */
export const orderServiceConfig = z.object({
  ...serviceSettings({ name: serviceName, port: 3001 }),
  ...machineClientSettings,
  // A caller of order-service waits for user-service too, so that this is less than a client's usual deadline.
  ...peerSettings('user-service', { deadlineMilliseconds: 2_000 }),
  ...erasureSettings,
});

export type OrderServiceConfig = z.output<typeof orderServiceConfig>;
