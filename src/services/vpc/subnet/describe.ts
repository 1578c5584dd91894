import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { Db, SubnetRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { onTable } from '../route-table/rows.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { subnetResult, viewSubnets } from './view.ts';

const parameters = () =>
  z.object({
    SubnetIds: list(id(), 100).optional(),
    SubnetName: z.string().max(128).optional(),
    SubnetOwnerId: id().optional(),
    VpcId: id().optional(),
    ZoneId: id().optional(),
    RouteTableId: id().optional(),
    IsDefault: flag().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's subnets; conditions are ANDed, and nothing found is an empty list. */
export const describeSubnets = readAction({
  name: 'DescribeSubnets',
  summary: 'list subnets',
  parameters,
  result: () => z.object({ Subnets: z.array(subnetResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<SubnetRow>(tx, 'subnet', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return { Subnets: await viewSubnets(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'subnet', owner, {
    name: input.SubnetName,
    account_id: input.SubnetOwnerId,
    vpc_id: input.VpcId,
    zone_id: input.ZoneId,
    project_name: input.ProjectName,
  });
  if (input.SubnetIds) select = select.where('subnet.id', 'in', input.SubnetIds);
  if (input.IsDefault !== undefined) {
    select = select.where('is_default', '=', input.IsDefault ? 1 : 0);
  }
  if (input.RouteTableId !== undefined) {
    const routeTable = input.RouteTableId;
    select = select.where((where) => onTable(where, routeTable));
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'subnet.id', filters));
  }
  return select;
}
