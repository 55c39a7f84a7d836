import { ServiceError } from '../../domain/errors.js';
import {
  brandingOfClient,
  managedLoginBrandings,
  styled,
  unstyled,
} from '../../domain/pool/managed-login-branding.js';
import { requireTier } from '../../domain/pool/tiers.js';
import { requireClientOfPool } from '../../domain/pool/user-pool-client.js';
import { randomId } from '../../domain/random.js';
import { put } from '../../domain/store.js';
import { managedLoginBrandingType } from '../answers.js';
import { operation } from '../operation.js';

/** Gives a client's managed login pages a style (API reference, CreateManagedLoginBranding). */
export const createManagedLoginBranding = operation({
  name: 'CreateManagedLoginBranding',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { id: clientId } = requireClientOfPool(
      pools.findClient(request.ClientId),
      pool.id,
      request.ClientId,
    );
    requireTier(pool, 'ESSENTIALS', 'Managed login branding');
    const style = styled(unstyled, request);
    if (brandingOfClient(store, clientId) !== undefined)
      throw new ServiceError(
        'ManagedLoginBrandingExistsException',
        `A ManagedLoginBranding already exists for client ${clientId}`,
      );
    const now = clock.nowMilliseconds();
    const ids = { id: randomId(), poolId: pool.id, clientId };
    const branding = { ...ids, ...style, createdAt: now, updatedAt: now };
    await store.commit([put(managedLoginBrandings, branding)]);
    return { ManagedLoginBranding: managedLoginBrandingType(branding) };
  },
});
