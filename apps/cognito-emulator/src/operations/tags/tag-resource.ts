import { userPools } from '../../domain/pool/user-pool.js';
import { put } from '../../domain/store.js';
import { operation } from '../operation.js';
import { taggedPool, tagsOf } from './tagged-pool.js';

/** Adds tags to a pool (API reference, TagResource). */
export const tagResource = operation({
  name: 'TagResource',
  access: 'iam',
  uses: ['pools', 'store'],
  async handle({ pools, store }, request, { region }) {
    const pool = taggedPool(pools, request.ResourceArn, region);
    const UserPoolTags = { ...tagsOf(pool), ...request.Tags };
    await store.commit([put(userPools, { ...pool, settings: { ...pool.settings, UserPoolTags } })]);
    return {};
  },
});
