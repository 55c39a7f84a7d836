import { invalidParameter } from '../../domain/errors.js';
import { domainsOf, withDomains } from '../../domain/pool/pool-domains.js';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';

/** Takes a pool's domain away (API reference, DeleteUserPoolDomain). */
export const deleteUserPoolDomain = operation({
  name: 'DeleteUserPoolDomain',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const domains = domainsOf(pool);
    const left = domains.filter(({ domain }) => domain !== request.Domain);
    if (left.length === domains.length)
      throw invalidParameter('No such domain or user pool exists.');
    const changed = { ...withDomains(pool, left), updatedAt: clock.nowMilliseconds() };
    await store.commit([put(userPools, changed)]);
    return {};
  },
});
