import type { Operation } from '../operation.js';
import { adminConfirmSignUp } from './admin-confirm-sign-up.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { resendConfirmationCode } from './resend-confirmation-code.js';
import { signUp } from './sign-up.js';

/** Registration by users themselves, and its confirmation. */
export const signUpOperations: readonly Operation[] = [
  adminConfirmSignUp,
  confirmSignUp,
  resendConfirmationCode,
  signUp,
];
