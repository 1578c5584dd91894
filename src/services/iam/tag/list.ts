import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { commonRefusals } from '#core/common-refusals.ts';
import { pageOfList, pagingOf } from '#core/paging.ts';
import { integer, list } from '#core/parameters.ts';
import { type TagFilter, tagFilters } from '#services/vpc/tag/parameters.ts';
import { existing, shownTags } from '../parameters.ts';
import { type Bearer, taggedBearers } from './bearers.ts';
import { bearerType } from './parameters.ts';

/**
 * Lists the tags of users or roles, by name and key. Filters select
 * users or roles, and all tags of those are listed.
 */
export const listTagsForResources = readAction({
  name: 'ListTagsForResources',
  summary: 'list the tags of users or roles',
  parameters: () =>
    z.object({
      ResourceType: bearerType(),
      ResourceNames: list(existing(), 50).optional(),
      TagFilters: tagFilters().optional(),
      NextToken: z.string().max(1024).optional(),
      MaxResults: integer(1, 100).default(10),
    }),
  result: () =>
    z.object({
      ResourceTags: z.array(
        z.object({
          ResourceType: z.string(),
          ResourceName: z.string(),
          TagKey: z.string(),
          TagValue: z.string(),
        }),
      ),
      NextToken: z.string(),
    }),

  refusals: [commonRefusals.NextTokenMalformed],

  async view(tx, input, { accountId }) {
    const { ResourceType, ResourceNames: names, TagFilters: filters = [] } = input;
    const bearers = (await taggedBearers(tx, accountId, ResourceType)).filter(
      (row) => (names?.includes(row.name) ?? true) && filters.every((filter) => has(row, filter)),
    );
    const tags = bearers.flatMap((row) => shownTags(row).map((tag) => ({ name: row.name, tag })));
    // A space comes before all letters of a name, so that places are in the order of names.
    const { rows, paging } = pageOfList(
      tags,
      pagingOf(input),
      ({ name, tag }) => `${name} ${tag.Key}`,
    );
    return {
      ResourceTags: rows.map(({ name, tag }) => ({
        ResourceType,
        ResourceName: name,
        TagKey: tag.Key,
        TagValue: tag.Value,
      })),
      NextToken: paging.NextToken,
    };
  },
});

/** Whether it bears a tag of the filter's key, with one of its values. */
const has = (row: Bearer, { Key, Values = [] }: TagFilter): boolean =>
  shownTags(row).some(
    (tag) => tag.Key === Key && (Values.length === 0 || Values.includes(tag.Value)),
  );
