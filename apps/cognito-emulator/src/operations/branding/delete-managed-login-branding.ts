import {
  managedLoginBrandings,
  requireBranding,
} from '../../domain/pool/managed-login-branding.js';
import { remove } from '../../domain/store.js';
import { operation } from '../operation.js';

/** Takes a client's style away (API reference, DeleteManagedLoginBranding). */
export const deleteManagedLoginBranding = operation({
  name: 'DeleteManagedLoginBranding',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const found = store.get(managedLoginBrandings, `${pool.id}/${request.ManagedLoginBrandingId}`);
    await store.commit([remove(managedLoginBrandings, requireBranding(found, pool.id))]);
    return {};
  },
});
