import { invalidParameter } from '../../domain/errors.js';
import { checkDomain, domainAnswer } from '../../domain/pool/domain-rules.js';
import { domainsOf, isSameKind, withDomains } from '../../domain/pool/pool-domains.js';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { domainOwner } from './domain-owner.js';

/** Gives a pool a prefix or a custom domain, and with it OAuth endpoints (API reference, CreateUserPoolDomain). */
export const createUserPoolDomain = operation({
  name: 'CreateUserPoolDomain',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const { UserPoolId, Domain: domain, ...settings } = request;
    const pool = pools.get(UserPoolId, region);
    checkDomain(pool, domain, settings);
    const others = domainsOf(pool);
    if (others.some((other) => isSameKind(other.domain, domain)))
      throw invalidParameter('User pool already has a domain configured.');
    if (domainOwner(pools, domain) !== undefined)
      throw invalidParameter('Domain already associated with another user pool.');
    const changed = withDomains(pool, [...others, { domain, settings }]);
    await store.commit([put(userPools, { ...changed, updatedAt: clock.nowMilliseconds() })]);
    return domainAnswer(domain, settings);
  },
});
