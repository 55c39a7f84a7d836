import { checkPoolSettings } from '../../domain/pool/pool-faults.js';
import { randomPoolId } from '../../domain/pool/pool-ids.js';
import { statedSchema } from '../../domain/pool/schema-faults.js';
import type { UserPool } from '../../domain/pool/user-pool.js';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { completeSchema, standardNames } from '../../domain/user/standard-attributes.js';
import { operation } from '../operation.js';
import { describedUserPool } from './described-user-pool.js';

/** Makes a user pool in the region the request was signed for (API reference, CreateUserPool). */
export const createUserPool = operation({
  name: 'CreateUserPool',
  access: 'iam',
  uses: ['clock', 'store', 'users'],
  async handle(services, request, { region = '' }) {
    const { PoolName: name, Schema: schema = [], ...settings } = request;
    const stated = statedSchema(schema, standardNames);
    const now = services.clock.nowMilliseconds();
    const pool: UserPool = {
      id: randomPoolId(region),
      region,
      name,
      settings: { ...settings, SchemaAttributes: completeSchema(stated) },
      createdAt: now,
      updatedAt: now,
    };
    checkPoolSettings(pool);
    await services.store.commit([put(userPools, pool)]);
    return { UserPool: describedUserPool(services, pool) };
  },
});
