import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { IpamRow } from '#store/schema/ipam.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { ipamResult, viewIpams } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    IpamIds: list(id(), 100).optional(),
    IpamName: z.string().max(128).optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's IPAMs; conditions are ANDed, and nothing found is an empty list. */
export const describeIpams = readAction({
  name: 'DescribeIpams',
  summary: 'list IPAMs',
  parameters,
  result: () => z.object({ Ipams: z.array(ipamResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<IpamRow>(tx, 'ipam', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    return { Ipams: await viewIpams(tx, page.rows), NextToken: page.paging.NextToken };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'ipam',
    owner,
    { name: input.IpamName, project_name: input.ProjectName },
    input.IpamIds,
  );
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ipam.id', filters));
  }
  return select;
}
