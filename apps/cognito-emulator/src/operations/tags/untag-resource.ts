import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { taggedPool, tagsOf } from './tagged-pool.js';

/** Takes tags off a pool (API reference, UntagResource). */
export const untagResource = operation({
  name: 'UntagResource',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = taggedPool(pools, request.ResourceArn, region);
    const UserPoolTags = Object.fromEntries(
      Object.entries(tagsOf(pool)).filter(([key]) => !request.TagKeys.includes(key)),
    );
    await store.commit([put(userPools, { ...pool, settings: { ...pool.settings, UserPoolTags } })]);
    return {};
  },
});
