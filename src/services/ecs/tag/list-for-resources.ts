import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { tagListParameters, tagListResult, viewTags } from './tag-list.ts';

/** The newer name of DescribeTags. */
export const listTagsForResources = readAction({
  name: 'ListTagsForResources',
  summary: 'list the tags of instances, as DescribeTags does',
  parameters: () => z.object(tagListParameters()),
  result: () => z.object(tagListResult()),
  refusals: [ecsRefusals.TagFilterKeyMalformed, ecsRefusals.NextTokenMalformed],
  view: viewTags,
});
