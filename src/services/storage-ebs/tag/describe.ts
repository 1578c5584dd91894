import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { flag } from '#core/parameters.ts';
import { tagged } from '#services/vpc/tag/rows.ts';
import type { Owner } from '#store/owned.ts';
import type { Db } from '#store/schema.ts';
import { pageParameters, pageResult, pagingBy, VOLUMES_A_PAGE } from '../paging.ts';
import { resourceIds, resourceKind, tagFilters } from './parameters.ts';

const parameters = () =>
  z.object({
    ResourceType: resourceKind(),
    ResourceIds: resourceIds(),
    TagFilters: tagFilters().optional(),
    SysTagVisible: flag().default(false),
    ...pageParameters(),
  });

/**
 * Lists the tags of the caller's resources of one type, by resource and key. Filters select
 * resources, and all tags of those are listed.
 */
export const describeTags = readAction({
  name: 'DescribeTags',
  summary: 'list the tags of volumes',
  parameters,
  result: () =>
    z.object({
      TagResources: z.array(
        z.object({
          ResourceId: z.string(),
          ResourceType: z.string(),
          TagKey: z.string(),
          TagValue: z.string(),
        }),
      ),
      ...pageResult(),
    }),
  inert: { SysTagVisible: 'there are no system tags here' },

  async view(tx, input, context) {
    const { limit, offset, pageNumber, pageSize } = pagingBy(VOLUMES_A_PAGE, input);
    const owner = ownerOf(context);
    const [counted] = await tx.select((db) =>
      matching(db, owner, input).select((rows) => rows.fn.countAll<number>().as('total')),
    );
    const rows = await tx.select((db) =>
      matching(db, owner, input)
        .selectAll('tag')
        .orderBy('tag.resource_id')
        .orderBy('tag.key')
        .limit(limit)
        .offset(offset),
    );
    return {
      TagResources: rows.map((row) => ({
        ResourceId: row.resource_id,
        ResourceType: row.resource_type,
        TagKey: row.key,
        TagValue: row.value,
      })),
      PageNumber: pageNumber,
      PageSize: pageSize,
      TotalCount: counted?.total ?? 0,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  const select = db
    .selectFrom('tag')
    .where('tag.resource_id', 'in', input.ResourceIds)
    .where('tag.account_id', '=', owner.account_id)
    .where('tag.region', '=', owner.region)
    .where('tag.resource_type', '=', input.ResourceType);
  const filters = input.TagFilters;
  return filters ? select.where((where) => tagged(where, 'tag.resource_id', filters)) : select;
}
