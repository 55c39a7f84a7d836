import {
  checkProvider,
  requireIdentityProvider,
} from '../../domain/pool/identity-provider-rules.js';
import { type IdentityProvider, identityProviders } from '../../domain/pool/identity-provider.js';
import { completeMapping } from '../../domain/pool/provider-details.js';
import { put } from '../../domain/store.js';
import { writtenProviderType } from '../answers.js';
import { operation } from '../operation.js';

/** Replaces those parts of a provider that are given (API reference, UpdateIdentityProvider). */
export const updateIdentityProvider = operation({
  name: 'UpdateIdentityProvider',
  access: 'iam',
  effect: 'stored',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const provider = requireIdentityProvider(store, pool.id, request.ProviderName, 'in User Pool');
    const { AttributeMapping: mapping } = request;
    const changed = {
      ...provider,
      details: changedDetails(provider, request.ProviderDetails),
      attributeMapping: mapping ? changedMapping(provider, mapping) : provider.attributeMapping,
      identifiers: request.IdpIdentifiers ?? provider.identifiers,
      acrMapping: request.AcrMapping ?? provider.acrMapping,
      updatedAt: clock.nowMilliseconds(),
    };
    checkProvider(store, pool, changed);
    await store.commit([put(identityProviders, changed)]);
    return { IdentityProvider: writtenProviderType(changed, request) };
  },
});

/** A mapping of nothing takes away what Cognito had added, too. */
const changedMapping = ({ type }: IdentityProvider, given: IdentityProvider['attributeMapping']) =>
  Object.keys(given).length === 0 ? given : completeMapping(type, given);

/** Who changes what DescribeIdentityProvider answered hands no private key back, as none was shown. */
function changedDetails(
  { details }: IdentityProvider,
  given: IdentityProvider['details'] | undefined,
): IdentityProvider['details'] {
  const { private_key: key } = details;
  return given === undefined ? details : { ...(key && { private_key: key }), ...given };
}
