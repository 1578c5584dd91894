import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { PrefixListRow } from '#store/schema/prefix-list.ts';
import type { Db } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters, tagResult } from '../tag/parameters.ts';
import { tagged, tagsOf } from '../tag/rows.ts';
import { associationsOfLists } from './associations.ts';
import { blocksOfLists } from './rows.ts';

const parameters = () =>
  z.object({
    PrefixListIds: list(id(), 100).optional(),
    PrefixListName: z.string().max(128).optional(),
    IpVersion: z.enum(['IPv4', 'IPv6']).optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

const prefixListResult = () =>
  z.object({
    PrefixListId: z.string(),
    PrefixListName: z.string(),
    Description: z.string(),
    IpVersion: z.string(),
    MaxEntries: z.int(),
    Cidrs: z.array(z.string()),
    AssociationCount: z.int(),
    ProjectName: z.string(),
    Status: z.string(),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
  });

/** Lists the caller's prefix lists; conditions are ANDed, and nothing found is an empty list. */
export const describePrefixLists = readAction({
  name: 'DescribePrefixLists',
  summary: 'list prefix lists',
  parameters,
  result: () => z.object({ PrefixLists: z.array(prefixListResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<PrefixListRow>(tx, 'prefix_list', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return { PrefixLists: await view(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'prefix_list', owner, {
    name: input.PrefixListName,
    ip_version: input.IpVersion,
    project_name: input.ProjectName,
  });
  if (input.PrefixListIds) select = select.where('prefix_list.id', 'in', input.PrefixListIds);
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'prefix_list.id', filters));
  }
  return select;
}

async function view(
  tx: Reader,
  rows: readonly PrefixListRow[],
): Promise<z.infer<ReturnType<typeof prefixListResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const blocks = await blocksOfLists(tx, ids);
  const associations = await associationsOfLists(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) => ({
    PrefixListId: row.id,
    PrefixListName: row.name,
    Description: row.description,
    IpVersion: row.ip_version,
    MaxEntries: row.max_entries,
    Cidrs: blocks.get(row.id) ?? [],
    AssociationCount: associations.get(row.id)?.length ?? 0,
    ProjectName: row.project_name,
    Status: row.status,
    Tags: tags.get(row.id) ?? [],
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}
