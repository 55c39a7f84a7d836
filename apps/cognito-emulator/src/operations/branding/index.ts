import type { Operation } from '../operation.js';
import { createManagedLoginBranding } from './create-managed-login-branding.js';
import { deleteManagedLoginBranding } from './delete-managed-login-branding.js';
import { describeManagedLoginBranding } from './describe-managed-login-branding.js';
import { describeManagedLoginBrandingByClient } from './describe-managed-login-branding-by-client.js';
import { getUICustomization } from './get-ui-customization.js';
import { setUICustomization } from './set-ui-customization.js';
import { updateManagedLoginBranding } from './update-managed-login-branding.js';

/** Managed login branding and the classic hosted UI. */
export const brandingOperations: readonly Operation[] = [
  createManagedLoginBranding,
  deleteManagedLoginBranding,
  describeManagedLoginBranding,
  describeManagedLoginBrandingByClient,
  getUICustomization,
  setUICustomization,
  updateManagedLoginBranding,
];
