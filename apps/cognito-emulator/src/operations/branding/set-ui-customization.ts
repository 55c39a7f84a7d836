import {
  allClients,
  lookFrom,
  requireClientOrAll,
  requireDomain,
  uiCustomizations,
} from '../../domain/pool/ui-customization.js';
import { put, remove } from '../../domain/store.js';
import { uiCustomizationType } from '../answers.js';
import { operation } from '../operation.js';

/**
 * Replaces the classic hosted UI's look for a client or for all; without CSS and image there is none any more (API
 * reference, SetUICustomization).
 */
export const setUICustomization = operation({
  name: 'SetUICustomization',
  access: 'iam',
  uses: ['clock', 'pools', 'publicUrl', 'store'],
  async handle(services, request, { region }) {
    const { pools, store, clock } = services;
    const pool = pools.get(request.UserPoolId, region);
    const { ClientId: clientId = allClients } = request;
    requireClientOrAll(pools, pool, clientId);
    requireDomain(pool);
    const look = lookFrom(request.CSS ?? '', request.ImageFile ?? '');
    const now = clock.nowMilliseconds();
    const before = store.get(uiCustomizations, `${pool.id}/${clientId}`);
    const customization = {
      poolId: pool.id,
      clientId,
      ...look,
      cssVersion: new Date(now).toISOString().replaceAll(/\D/g, '').slice(0, 14),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    const change = (look.css ?? look.logo) ? put : remove;
    await store.commit([change(uiCustomizations, customization)]);
    return { UICustomization: uiCustomizationType(customization, services.publicUrl()) };
  },
});
