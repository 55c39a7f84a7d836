import type { Operation } from '../operation.js';
import { getLogDeliveryConfiguration } from './get-log-delivery-configuration.js';
import { setLogDeliveryConfiguration } from './set-log-delivery-configuration.js';

/** Delivery of logs. */
export const logDeliveryOperations: readonly Operation[] = [
  getLogDeliveryConfiguration,
  setLogDeliveryConfiguration,
];
