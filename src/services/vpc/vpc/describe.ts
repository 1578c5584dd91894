import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, integer, list } from '#core/parameters.ts';
import type { Db, VpcRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { viewVpcs, vpcResult } from './view.ts';

const parameters = () =>
  z.object({
    VpcIds: list(id(), 100).optional(),
    VpcName: z.string().max(128).optional(),
    VpcOwnerId: integer(0, Number.MAX_SAFE_INTEGER).optional(),
    IsDefault: flag().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's VPCs; conditions are ANDed, and nothing found is an empty list. */
export const describeVpcs = readAction({
  name: 'DescribeVpcs',
  summary: 'list VPCs',
  parameters,
  result: () => z.object({ Vpcs: z.array(vpcResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, { accountId, region }) {
    const paging = pagingOf(input);
    const page = await pageOf<VpcRow>(tx, 'vpc', paging, (db) =>
      matching(db, accountId, region.id, input),
    );
    return { Vpcs: await viewVpcs(tx, page.rows), ...page.paging };
  },
});

function matching(
  db: Db,
  accountId: string,
  region: string,
  input: z.infer<ReturnType<typeof parameters>>,
) {
  let select = db
    .selectFrom('vpc')
    .where('vpc.account_id', '=', accountId)
    .where('vpc.region', '=', region);
  if (input.VpcIds) select = select.where('vpc.id', 'in', input.VpcIds);
  if (input.VpcName !== undefined) select = select.where('name', '=', input.VpcName);
  if (input.VpcOwnerId !== undefined) {
    select = select.where('account_id', '=', String(input.VpcOwnerId));
  }
  if (input.IsDefault !== undefined) {
    select = select.where('is_default', '=', input.IsDefault ? 1 : 0);
  }
  if (input.ProjectName !== undefined) {
    select = select.where('project_name', '=', input.ProjectName);
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'vpc.id', filters));
  }
  return select;
}
