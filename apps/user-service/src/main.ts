import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { userServiceConfig } from './config.js';
import { startUserService } from './start-user-service.js';

await runProcess({
  name: 'user-service',
  config: userServiceConfig,
  environment: process.env,
  start: startUserService,
});
