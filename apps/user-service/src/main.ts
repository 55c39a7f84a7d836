import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { missingUserServiceSettings, userServiceConfig } from './config.js';
import { startUserService } from './start-user-service.js';

await runProcess({
  name: 'user-service',
  config: userServiceConfig,
  missing: missingUserServiceSettings,
  environment: process.env,
  start: startUserService,
});
