import { invalidParameter } from '../domain/errors.js';
import { userPools } from '../domain/pool/user-pool.js';
import { put } from '../domain/store.js';
import { operation } from './operation.js';
import { domainOwner, requireDomainForm } from './pools/domain-owner.js';

/** Gives a pool a domain, and with it OAuth endpoints (API reference, CreateUserPoolDomain). */
export const createUserPoolDomain = operation({
  name: 'CreateUserPoolDomain',
  access: 'iam',
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const { Domain: domain } = request;
    requireDomainForm(domain, request.CustomDomainConfig !== undefined);
    if (domainOwner(pools, domain) !== undefined)
      throw invalidParameter('Domain already associated with another user pool.');
    if (pool.domain !== undefined)
      throw invalidParameter('User pool already has a domain configured.');
    const updatedAt = clock.nowMilliseconds();
    await store.commit([put(userPools, { ...pool, domain, updatedAt })]);
    const isCustom = request.CustomDomainConfig !== undefined;
    return {
      ManagedLoginVersion: request.ManagedLoginVersion ?? 1,
      CloudFrontDomain: isCustom ? 'd111111abcdef8.cloudfront.net' : undefined,
    };
  },
});
