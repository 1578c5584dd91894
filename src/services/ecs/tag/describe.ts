import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { tagListParameters, tagListResult, viewTags } from './tag-list.ts';

/** Lists the tags of the caller's resources of one kind. */
export const describeTags = readAction({
  name: 'DescribeTags',
  summary: 'list the tags of instances',
  parameters: () => z.object(tagListParameters()),
  result: () => z.object(tagListResult()),
  refusals: [ecsRefusals.TagFilterKeyMalformed, ecsRefusals.NextTokenMalformed],
  view: viewTags,
});
