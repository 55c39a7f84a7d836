import 'reflect-metadata';
import { runService } from '@gatehouse/service-kit';
import { userService } from './user-service.js';

await runService(userService, {
  environment: process.env,
  arguments: process.argv.slice(2),
});
