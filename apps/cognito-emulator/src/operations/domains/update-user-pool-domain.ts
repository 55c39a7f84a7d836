import { invalidParameter } from '../../domain/errors.js';
import { checkDomain, domainAnswer } from '../../domain/pool/domain-rules.js';
import { domainsOf, withDomains } from '../../domain/pool/pool-domains.js';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';

/**
 * Changes the look of a domain, or the certificate of one's own (API reference, UpdateUserPoolDomain). What is left out
 * stays.
 */
export const updateUserPoolDomain = operation({
  name: 'UpdateUserPoolDomain',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const { UserPoolId, Domain: domain, ...given } = request;
    const pool = pools.get(UserPoolId, region);
    const domains = domainsOf(pool);
    const found = domains.find((one) => one.domain === domain);
    if (found === undefined) throw invalidParameter('No such domain or user pool exists.');
    const settings = { ...found.settings, ...given };
    checkDomain(pool, domain, settings);
    const others = domains.filter((one) => one !== found);
    const changed = withDomains(pool, [...others, { ...found, settings }]);
    await store.commit([put(userPools, { ...changed, updatedAt: clock.nowMilliseconds() })]);
    return domainAnswer(domain, settings);
  },
});
