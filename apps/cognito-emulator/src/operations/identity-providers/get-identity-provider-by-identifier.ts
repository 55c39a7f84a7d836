import { requireProviderByIdentifier } from '../../domain/pool/identity-provider-rules.js';
import { identityProviderType } from '../answers.js';
import { operation } from '../operation.js';

/** The provider an identifier leads to (API reference, GetIdentityProviderByIdentifier). */
export const getIdentityProviderByIdentifier = operation({
  name: 'GetIdentityProviderByIdentifier',
  access: 'iam',
  uses: ['pools', 'store'],
  handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const provider = requireProviderByIdentifier(store, pool.id, request.IdpIdentifier);
    return { IdentityProvider: identityProviderType(provider) };
  },
});
