import * as z from 'zod';
import type { Resource } from '#core/service.ts';
import { tagTypes } from '#core/tagged-tables.ts';
import { listTagsForResources } from '#services/vpc/tag/list.ts';
import { tagResources } from '#services/vpc/tag/tag-resources.ts';
import { untagResources } from '#services/vpc/tag/untag-resources.ts';

/** What bears tags in this service. */
const resourceKind = () => z.enum(tagTypes('clb'));

/** The actions of tags: those of vpc, for the types of this service. */
export const tagResource: Resource = {
  actions: [
    listTagsForResources(resourceKind),
    tagResources(resourceKind),
    untagResources(resourceKind),
  ],
};
