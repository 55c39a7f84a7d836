import {
  allClients,
  requireClientOrAll,
  requireDomain,
  uiCustomizationFor,
} from '../../domain/pool/ui-customization.js';
import { uiCustomizationType } from '../answers.js';
import { operation } from '../operation.js';

/** The classic hosted UI's look for a client, which is that of all unless it has its own (API reference, GetUICustomization). */
export const getUICustomization = operation({
  name: 'GetUICustomization',
  access: 'iam',
  uses: ['pools', 'publicUrl', 'store'],
  handle(services, request, { region }) {
    const { pools, store } = services;
    const pool = pools.get(request.UserPoolId, region);
    const { ClientId: clientId = allClients } = request;
    requireClientOrAll(pools, pool, clientId);
    requireDomain(pool);
    const found = uiCustomizationFor(store, pool.id, clientId);
    return { UICustomization: found ? uiCustomizationType(found, services.publicUrl()) : {} };
  },
});
