import type { SignInFlow } from '../auth-flow.js';
import { userPasswordAuth } from './user-password-auth.js';

/** Sign-in with a password by a server on a user's behalf (API reference, AdminInitiateAuth). */
export const adminUserPasswordAuth: SignInFlow = {
  ...userPasswordAuth,
  name: 'ADMIN_USER_PASSWORD_AUTH',
};
