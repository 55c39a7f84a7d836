import { invalidParameter } from '../../domain/errors.js';
import { userPools } from '../../domain/pool/user-pool.js';
import { removalOf } from '../../domain/removal.js';
import { operation } from '../operation.js';

/** Deletes a pool with all that is in it (API reference, DeleteUserPool). */
export const deleteUserPool = operation({
  name: 'DeleteUserPool',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    if (pool.settings.DeletionProtection === 'ACTIVE')
      throw invalidParameter(
        'The user pool cannot be deleted because deletion protection is activated. ' +
          'Deletion protection must be inactivated first.',
      );
    if (pool.domain !== undefined)
      throw invalidParameter(
        'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      );
    await store.commit(removalOf(store, userPools, [pool]));
    return {};
  },
});
