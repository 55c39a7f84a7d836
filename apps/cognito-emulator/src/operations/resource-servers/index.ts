import type { Operation } from '../operation.js';
import { createResourceServer } from './create-resource-server.js';
import { deleteResourceServer } from './delete-resource-server.js';
import { describeResourceServer } from './describe-resource-server.js';
import { listResourceServers } from './list-resource-servers.js';
import { updateResourceServer } from './update-resource-server.js';

/** Resource servers and their scopes. */
export const resourceServerOperations: readonly Operation[] = [
  createResourceServer,
  deleteResourceServer,
  describeResourceServer,
  listResourceServers,
  updateResourceServer,
];
