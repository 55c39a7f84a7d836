import { identityProviders } from '../../domain/pool/identity-provider.js';
import { timestamp } from '../answers.js';
import { operation } from '../operation.js';
import { pageOfIndex } from '../page.js';

/** The providers of a pool by name and type (API reference, ListIdentityProviders). */
export const listIdentityProviders = operation({
  name: 'ListIdentityProviders',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { items, nextToken } = await pageOfIndex(store, identityProviders, pool.id, {
      limit: request.MaxResults,
      token: request.NextToken,
    });
    const Providers = items.map(({ name, type, createdAt, updatedAt }) => ({
      ProviderName: name,
      ProviderType: type,
      LastModifiedDate: timestamp(updatedAt),
      CreationDate: timestamp(createdAt),
    }));
    return { Providers, NextToken: nextToken };
  },
});
