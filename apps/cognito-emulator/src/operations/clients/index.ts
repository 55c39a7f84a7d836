import type { Operation } from '../operation.js';
import { addUserPoolClientSecret } from './add-user-pool-client-secret.js';
import { createUserPoolClient } from './create-user-pool-client.js';
import { deleteUserPoolClient } from './delete-user-pool-client.js';
import { deleteUserPoolClientSecret } from './delete-user-pool-client-secret.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { listUserPoolClientSecrets } from './list-user-pool-client-secrets.js';
import { listUserPoolClients } from './list-user-pool-clients.js';
import { updateUserPoolClient } from './update-user-pool-client.js';

/** App clients and their secrets. */
export const clientOperations: readonly Operation[] = [
  addUserPoolClientSecret,
  createUserPoolClient,
  deleteUserPoolClient,
  deleteUserPoolClientSecret,
  describeUserPoolClient,
  listUserPoolClientSecrets,
  listUserPoolClients,
  updateUserPoolClient,
];
