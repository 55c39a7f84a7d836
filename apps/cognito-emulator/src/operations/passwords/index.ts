import type { Operation } from '../operation.js';
import { adminResetUserPassword } from './admin-reset-user-password.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { changePassword } from './change-password.js';
import { confirmForgotPassword } from './confirm-forgot-password.js';
import { forgotPassword } from './forgot-password.js';

/** Passwords of users: changed, reset and set. */
export const passwordOperations: readonly Operation[] = [
  adminResetUserPassword,
  adminSetUserPassword,
  changePassword,
  confirmForgotPassword,
  forgotPassword,
];
