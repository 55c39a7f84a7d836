import { invalidParameter } from '../domain/errors.js';
import { checkDomain, domainAnswer } from '../domain/pool/domain-rules.js';
import { userPools } from '../domain/pool/user-pool.js';
import { put } from '../domain/store.js';
import { operation } from './operation.js';
import { domainOwner } from './pools/domain-owner.js';

/** Gives a pool a domain, and with it OAuth endpoints (API reference, CreateUserPoolDomain). */
export const createUserPoolDomain = operation({
  name: 'CreateUserPoolDomain',
  access: 'iam',
  async handle({ pools, store, clock }, request, { region }) {
    const { UserPoolId, Domain: domain, ...domainSettings } = request;
    const pool = pools.get(UserPoolId, region);
    checkDomain(pool, domain, domainSettings);
    if (pool.domain !== undefined)
      throw invalidParameter('User pool already has a domain configured.');
    if (domainOwner(pools, domain) !== undefined)
      throw invalidParameter('Domain already associated with another user pool.');
    const updatedAt = clock.nowMilliseconds();
    await store.commit([put(userPools, { ...pool, domain, domainSettings, updatedAt })]);
    return domainAnswer(domain, domainSettings);
  },
});
