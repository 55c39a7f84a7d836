import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { gatewayConfig, missingGatewaySettings } from './config.js';
import { startGateway } from './start-gateway.js';

await runProcess({
  name: 'gateway',
  config: gatewayConfig,
  missing: missingGatewaySettings,
  environment: process.env,
  start: startGateway,
});
