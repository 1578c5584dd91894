import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { RouteTableRow } from '#store/schema/route.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { routeTableResult, viewRouteTables } from './view.ts';

const parameters = () =>
  z.object({
    RouteTableId: id().optional(),
    RouteTableName: z.string().max(128).optional(),
    VpcId: id().optional(),
    AssociateType: z.enum(['Subnet', 'Gateway']).optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/**
 * Lists the caller's route tables; conditions are ANDed. The list's name is the vendor's spelling.
 */
export const describeRouteTableList = readAction({
  name: 'DescribeRouteTableList',
  summary: 'list route tables',
  parameters,
  result: () => z.object({ RouterTableList: z.array(routeTableResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<RouteTableRow>(tx, 'route_table', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return { RouterTableList: await viewRouteTables(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'route_table', owner, {
    id: input.RouteTableId,
    name: input.RouteTableName,
    vpc_id: input.VpcId,
    associate_type: input.AssociateType,
    project_name: input.ProjectName,
  });
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'route_table.id', filters));
  }
  return select;
}
