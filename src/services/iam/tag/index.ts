import type { Resource } from '#core/service.ts';
import { listTagsForResources } from './list.ts';
import { tagResources } from './tag-resources.ts';
import { untagResources } from './untag-resources.ts';

/** The tag actions of iam: of users and roles. */
export const tagResource: Resource = {
  actions: [listTagsForResources, tagResources, untagResources],
};
