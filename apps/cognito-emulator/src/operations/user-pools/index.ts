import type { Operation } from '../operation.js';
import { addCustomAttributes } from './add-custom-attributes.js';
import { createUserPool } from './create-user-pool.js';
import { deleteUserPool } from './delete-user-pool.js';
import { describeUserPool } from './describe-user-pool.js';
import { getSigningCertificate } from './get-signing-certificate.js';
import { listUserPools } from './list-user-pools.js';
import { updateUserPool } from './update-user-pool.js';

/** User pools. */
export const userPoolOperations: readonly Operation[] = [
  addCustomAttributes,
  createUserPool,
  deleteUserPool,
  describeUserPool,
  getSigningCertificate,
  listUserPools,
  updateUserPool,
];
