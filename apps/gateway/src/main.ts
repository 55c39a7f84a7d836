import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { gatewayConfig } from './config.js';
import { startGateway } from './start-gateway.js';

await runProcess({
  name: 'gateway',
  config: gatewayConfig,
  environment: process.env,
  start: startGateway,
});
