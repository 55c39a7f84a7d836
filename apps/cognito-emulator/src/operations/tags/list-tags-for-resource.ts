import { operation } from '../operation.js';
import { taggedPool, tagsOf } from './tagged-pool.js';

/** A pool's tags (API reference, ListTagsForResource). */
export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  access: 'iam',
  uses: ['pools'],
  handle: ({ pools }, request, { region }) => ({
    Tags: tagsOf(taggedPool(pools, request.ResourceArn, region)),
  }),
});
