import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { orderServiceConfig } from './config.js';
import { startOrderService } from './start-order-service.js';

await runProcess({
  name: 'order-service',
  config: orderServiceConfig,
  environment: process.env,
  start: startOrderService,
});
