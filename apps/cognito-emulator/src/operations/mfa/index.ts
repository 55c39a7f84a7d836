import type { Operation } from '../operation.js';
import { adminDeleteSoftwareToken } from './admin-delete-software-token.js';
import { adminGetUserAuthFactors } from './admin-get-user-auth-factors.js';
import { adminSetUserMfaPreference } from './admin-set-user-mfa-preference.js';
import { adminSetUserSettings } from './admin-set-user-settings.js';
import { associateSoftwareToken } from './associate-software-token.js';
import { getUserAuthFactors } from './get-user-auth-factors.js';
import { getUserPoolMfaConfig } from './get-user-pool-mfa-config.js';
import { setUserMfaPreference } from './set-user-mfa-preference.js';
import { setUserPoolMfaConfig } from './set-user-pool-mfa-config.js';
import { setUserSettings } from './set-user-settings.js';
import { verifySoftwareToken } from './verify-software-token.js';

/** Multi-factor authentication, of users and of pools. */
export const mfaOperations: readonly Operation[] = [
  adminDeleteSoftwareToken,
  adminGetUserAuthFactors,
  adminSetUserMfaPreference,
  adminSetUserSettings,
  associateSoftwareToken,
  getUserAuthFactors,
  getUserPoolMfaConfig,
  setUserMfaPreference,
  setUserPoolMfaConfig,
  setUserSettings,
  verifySoftwareToken,
];
