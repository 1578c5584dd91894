import type { Resource } from '#core/service.ts';
import { createTags } from './create.ts';
import { deleteTags } from './delete.ts';
import { describeTags } from './describe.ts';
import { listTagsForResources } from './list-for-resources.ts';
import { tagResources } from './tag-resources.ts';
import { untagResources } from './untag-resources.ts';

/** The actions of tags. */
export const tagResource: Resource = {
  actions: [
    createTags,
    deleteTags,
    describeTags,
    listTagsForResources,
    tagResources,
    untagResources,
  ],
};
