import { invalidParameter } from '../../domain/errors.js';
import {
  managedLoginBrandings,
  requireBranding,
  styled,
} from '../../domain/pool/managed-login-branding.js';
import { requireTier } from '../../domain/pool/tiers.js';
import { put } from '../../domain/store.js';
import { managedLoginBrandingType } from '../answers.js';
import { operation } from '../operation.js';

/** Changes what is stated of a style, and leaves the rest (API reference, UpdateManagedLoginBranding). */
export const updateManagedLoginBranding = operation({
  name: 'UpdateManagedLoginBranding',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const { UserPoolId: poolId, ManagedLoginBrandingId: id } = request;
    if (poolId === undefined || id === undefined)
      throw invalidParameter('UserPoolId and ManagedLoginBrandingId are required.');
    const pool = pools.get(poolId, region);
    const found = store.get(managedLoginBrandings, `${pool.id}/${id}`);
    const branding = requireBranding(found, pool.id);
    requireTier(pool, 'ESSENTIALS', 'Managed login branding');
    const style = styled(branding, request);
    const changed = { ...branding, ...style, updatedAt: clock.nowMilliseconds() };
    await store.commit([put(managedLoginBrandings, changed)]);
    return { ManagedLoginBranding: managedLoginBrandingType(changed) };
  },
});
