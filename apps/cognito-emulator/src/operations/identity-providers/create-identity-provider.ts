import { checkNewProvider } from '../../domain/pool/identity-provider-rules.js';
import { identityProviders } from '../../domain/pool/identity-provider.js';
import { completeMapping } from '../../domain/pool/provider-details.js';
import { put } from '../../domain/store.js';
import { writtenProviderType } from '../answers.js';
import { operation } from '../operation.js';

/** Lets users of a third-party provider into the pool (API reference, CreateIdentityProvider). */
export const createIdentityProvider = operation({
  name: 'CreateIdentityProvider',
  access: 'iam',
  effect: 'stored',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const now = clock.nowMilliseconds();
    const provider = {
      poolId: pool.id,
      name: request.ProviderName,
      type: request.ProviderType,
      details: request.ProviderDetails,
      attributeMapping: completeMapping(request.ProviderType, request.AttributeMapping ?? {}),
      identifiers: request.IdpIdentifiers ?? [],
      acrMapping: request.AcrMapping,
      createdAt: now,
      updatedAt: now,
    };
    checkNewProvider(store, pool, provider);
    await store.commit([put(identityProviders, provider)]);
    return { IdentityProvider: writtenProviderType(provider, request) };
  },
});
