import { invalidParameter } from '../../domain/errors.js';
import { statedSchema } from '../../domain/pool/schema-faults.js';
import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { schemaOf } from '../../domain/user/attribute-checks.js';
import { customAttributes } from '../../domain/user/standard-attributes.js';
import { operation } from '../operation.js';

/** Adds attributes to a pool's schema, for good (API reference, AddCustomAttributes). */
export const addCustomAttributes = operation({
  name: 'AddCustomAttributes',
  access: 'iam',
  uses: ['clock', 'pools', 'store'],
  async handle({ pools, store, clock }, request, { region }) {
    const pool = pools.get(request.UserPoolId, region);
    const known = schemaOf(pool);
    const already = [...known.keys()].filter((name) => name.includes(':')).length;
    const stated = statedSchema(request.CustomAttributes, new Set(), already);
    const added = customAttributes(stated);
    const taken = added.find(({ Name }) => known.has(Name))?.Name;
    if (taken !== undefined)
      throw invalidParameter(
        `${taken.replace(/^dev:/, '')}: Existing attribute already has name ${taken}.`,
      );
    const SchemaAttributes = [...(pool.settings.SchemaAttributes ?? []), ...added];
    const settings = { ...pool.settings, SchemaAttributes };
    await store.commit([put(userPools, { ...pool, settings, updatedAt: clock.nowMilliseconds() })]);
    return {};
  },
});
