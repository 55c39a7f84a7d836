import { brandingOfClient, requireBranding } from '../../domain/pool/managed-login-branding.js';
import { requireClientOfPool } from '../../domain/pool/user-pool-client.js';
import { managedLoginBrandingType } from '../answers.js';
import { operation } from '../operation.js';

/** The style of a client's pages (API reference, DescribeManagedLoginBrandingByClient). */
export const describeManagedLoginBrandingByClient = operation({
  name: 'DescribeManagedLoginBrandingByClient',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { ClientId: clientId, ReturnMergedResources: merged } = request;
    requireClientOfPool(pools.findClient(clientId), pool.id, clientId);
    const branding = requireBranding(brandingOfClient(store, clientId), pool.id, clientId);
    return { ManagedLoginBranding: managedLoginBrandingType(branding, merged) };
  },
});
