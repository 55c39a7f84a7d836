import { requireIdentityProvider } from '../../domain/pool/identity-provider-rules.js';
import { identityProviderType } from '../answers.js';
import { operation } from '../operation.js';

/** A provider's settings (API reference, DescribeIdentityProvider). */
export const describeIdentityProvider = operation({
  name: 'DescribeIdentityProvider',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const provider = requireIdentityProvider(store, pool.id, request.ProviderName);
    return { IdentityProvider: identityProviderType(provider) };
  },
});
