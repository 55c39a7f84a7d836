import {
  managedLoginBrandings,
  requireBranding,
} from '../../domain/pool/managed-login-branding.js';
import { managedLoginBrandingType } from '../answers.js';
import { operation } from '../operation.js';

/** A style (API reference, DescribeManagedLoginBranding). */
export const describeManagedLoginBranding = operation({
  name: 'DescribeManagedLoginBranding',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { ManagedLoginBrandingId: id, ReturnMergedResources: merged } = request;
    const branding = requireBranding(store.get(managedLoginBrandings, `${pool.id}/${id}`), pool.id);
    return { ManagedLoginBranding: managedLoginBrandingType(branding, merged) };
  },
});
