import type { Operation } from '../operation.js';
import { listTagsForResource } from './list-tags-for-resource.js';
import { tagResource } from './tag-resource.js';
import { untagResource } from './untag-resource.js';

/** Tags of user pools. */
export const tagOperations: readonly Operation[] = [
  listTagsForResource,
  tagResource,
  untagResource,
];
