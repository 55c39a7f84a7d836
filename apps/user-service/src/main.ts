import 'reflect-metadata';
import { runProcess } from '@gatehouse/platform-core';
import { missingServiceSettings } from '@gatehouse/service-kit';
import { missingUserServiceSettings, userServiceConfig } from './config.js';
import { startUserService } from './start-user-service.js';

await runProcess({
  name: 'user-service',
  config: userServiceConfig,
  missing: (values) => [...missingServiceSettings(values), ...missingUserServiceSettings(values)],
  environment: process.env,
  start: startUserService,
});
