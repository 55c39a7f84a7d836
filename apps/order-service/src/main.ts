import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { missingServiceSettings } from '@gatehouse/service-kit';
import { orderServiceConfig } from './config.js';
import { startOrderService } from './start-order-service.js';

await runProcess({
  name: 'order-service',
  config: orderServiceConfig,
  missing: missingServiceSettings,
  environment: process.env,
  start: startOrderService,
});
