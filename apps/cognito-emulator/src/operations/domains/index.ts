import type { Operation } from '../operation.js';
import { createUserPoolDomain } from './create-user-pool-domain.js';
import { deleteUserPoolDomain } from './delete-user-pool-domain.js';
import { describeUserPoolDomain } from './describe-user-pool-domain.js';
import { updateUserPoolDomain } from './update-user-pool-domain.js';

/** Domains of user pools. */
export const domainOperations: readonly Operation[] = [
  createUserPoolDomain,
  deleteUserPoolDomain,
  describeUserPoolDomain,
  updateUserPoolDomain,
];
