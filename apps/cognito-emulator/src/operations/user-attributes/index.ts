import type { Operation } from '../operation.js';
import { adminDeleteUserAttributes } from './admin-delete-user-attributes.js';
import { adminUpdateUserAttributes } from './admin-update-user-attributes.js';
import { deleteUserAttributes } from './delete-user-attributes.js';
import { getUserAttributeVerificationCode } from './get-user-attribute-verification-code.js';
import { updateUserAttributes } from './update-user-attributes.js';
import { verifyUserAttribute } from './verify-user-attribute.js';

/** Attributes of users, and their verification. */
export const userAttributeOperations: readonly Operation[] = [
  adminDeleteUserAttributes,
  adminUpdateUserAttributes,
  deleteUserAttributes,
  getUserAttributeVerificationCode,
  updateUserAttributes,
  verifyUserAttribute,
];
