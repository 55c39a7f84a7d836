import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { missingOrderServiceSettings, orderServiceConfig } from './config.js';
import { startOrderService } from './start-order-service.js';

await runProcess({
  name: 'order-service',
  config: orderServiceConfig,
  missing: missingOrderServiceSettings,
  environment: process.env,
  start: startOrderService,
});
