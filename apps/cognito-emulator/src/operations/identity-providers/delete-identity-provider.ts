import { requireIdentityProvider } from '../../domain/pool/identity-provider-rules.js';
import { identityProviders } from '../../domain/pool/identity-provider.js';
import { remove } from '../../domain/store.js';
import { operation } from '../operation.js';

/** Takes a provider away; nobody signs in through it any more (API reference, DeleteIdentityProvider). */
export const deleteIdentityProvider = operation({
  name: 'DeleteIdentityProvider',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const provider = requireIdentityProvider(store, pool.id, request.ProviderName);
    await store.commit([remove(identityProviders, provider)]);
    return {};
  },
});
