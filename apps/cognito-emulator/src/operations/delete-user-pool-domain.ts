import { invalidParameter } from '../domain/errors.js';
import { userPools } from '../domain/pool/user-pool.js';
import { put } from '../domain/store.js';
import { operation } from './operation.js';

/** Takes a pool's domain away (API reference, DeleteUserPoolDomain). */
export const deleteUserPoolDomain = operation({
  name: 'DeleteUserPoolDomain',
  access: 'iam',
  async handle({ pools, store, clock }, request, { region }) {
    const found = pools.get(request.UserPoolId, region);
    const { domain, domainSettings: _settings, domainDeclaredAs: _by, ...pool } = found;
    if (domain !== request.Domain) throw invalidParameter('No such domain or user pool exists.');
    await store.commit([put(userPools, { ...pool, updatedAt: clock.nowMilliseconds() })]);
    return {};
  },
});
