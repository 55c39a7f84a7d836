import { invalidParameter } from '../domain/errors.js';
import { checkDomain, domainAnswer } from '../domain/pool/domain-rules.js';
import { userPools } from '../domain/pool/user-pool.js';
import { put } from '../domain/store.js';
import { operation } from './operation.js';

/**
 * Changes the look of a domain, or the certificate of one's own (API reference, UpdateUserPoolDomain). What is left out
 * stays.
 */
export const updateUserPoolDomain = operation({
  name: 'UpdateUserPoolDomain',
  access: 'iam',
  async handle({ pools, store, clock }, request, { region }) {
    const { UserPoolId, Domain: domain, ...given } = request;
    const pool = pools.get(UserPoolId, region);
    if (pool.domain !== domain) throw invalidParameter('No such domain or user pool exists.');
    const domainSettings = { ...pool.domainSettings, ...given };
    checkDomain(pool, domain, domainSettings);
    const updatedAt = clock.nowMilliseconds();
    await store.commit([put(userPools, { ...pool, domainSettings, updatedAt })]);
    return domainAnswer(domain, domainSettings);
  },
});
