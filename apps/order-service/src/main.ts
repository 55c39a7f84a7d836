import 'reflect-metadata';
import { runService } from '@gatehouse/service-kit';
import { orderService } from './order-service.js';

await runService(orderService, {
  environment: process.env,
  arguments: process.argv.slice(2),
});
