import type { Resource } from '#core/service.ts';
import { listTagsForResources } from './list.ts';
import { tagResources } from './tag-resources.ts';
import { untagResources } from './untag-resources.ts';

/** What is done with tags, by clients and by time. */
export const tagResource: Resource = {
  actions: [listTagsForResources, tagResources, untagResources],
};
