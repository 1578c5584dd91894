import type { Resource } from '#core/service.ts';
import { createTags } from './create.ts';
import { deleteTags } from './delete.ts';
import { describeTags } from './describe.ts';

/** The actions of tags. */
export const tagResource: Resource = { actions: [createTags, deleteTags, describeTags] };
