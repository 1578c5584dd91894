import type { Resource } from '#core/service.ts';
import { listTagsForResources } from './list.ts';
import { resourceKind } from './parameters.ts';
import { tagResources } from './tag-resources.ts';
import { untagResources } from './untag-resources.ts';

/** The actions of tags. */
export const tagResource: Resource = {
  actions: [
    listTagsForResources(resourceKind),
    tagResources(resourceKind),
    untagResources(resourceKind),
  ],
};
