import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownRouteTable } from '../route-table/rows.ts';
import { blockText } from '../subnet/range.ts';
import { NEXT_HOP_TYPES } from './next-hop.ts';
import { routesOfTable } from './rows.ts';
import { localRoutes, type PlacedRoute, type RouteView, routeResult, viewRoutes } from './view.ts';

const parameters = () =>
  z.object({
    RouteTableId: id(),
    RouteEntryId: id().optional(),
    RouteEntryName: z.string().max(128).optional(),
    RouteEntryType: z.enum(['Custom']).optional(),
    DestinationCidrBlock: z.string().max(64).optional(),
    DestinationPrefixListId: id().optional(),
    NextHopType: z.enum(NEXT_HOP_TYPES).optional(),
    NextHopId: id().optional(),
    ...pagingParameters(),
  });

/**
 * Lists the routes of one table: those of its VPC first, then the custom ones, oldest first.
 * RouteEntryType selects only the custom ones; any other condition needs it.
 */
export const describeRouteEntryList = readAction({
  name: 'DescribeRouteEntryList',
  summary: 'list the routes of a route table',
  parameters,
  result: () => z.object({ RouteEntries: z.array(routeResult()), ...pagingResult() }),
  refusals: [
    vpcRefusals.NextTokenMalformed,
    vpcRefusals.MissingParameter,
    vpcRefusals.RouteTableNotFound,
  ],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const conditions = conditionsOf(input);
    if (conditions.length > 0 && input.RouteEntryType === undefined) {
      refuse(vpcRefusals.MissingParameter, 'RouteEntryType');
    }
    const key = ownKey(context, input.RouteTableId);
    const routeTable = await tx.first(ownRouteTable, key);
    if (routeTable === undefined) refuse(vpcRefusals.RouteTableNotFound);
    const custom = await tx.all(routesOfTable, { routeTableId: routeTable.id });
    const local = input.RouteEntryType ? [] : await localRoutes(tx, routeTable);
    const routes = [...local, ...placed(await viewRoutes(tx, custom))].filter(({ route }) =>
      conditions.every(([field, value]) => route[field] === value),
    );
    const page = pageOfList(routes, paging, ({ place }) => place);
    return { RouteEntries: page.rows.map(({ route }) => route), ...page.paging };
  },
});

/** Custom routes come after those of the VPC. */
function placed(custom: readonly RouteView[]): PlacedRoute[] {
  return custom.map((route) => ({ place: `custom ${route.RouteEntryId}`, route }));
}

function conditionsOf(input: z.infer<ReturnType<typeof parameters>>): [keyof RouteView, string][] {
  const { DestinationCidrBlock: destination, DestinationPrefixListId: list } = input;
  const equal = {
    RouteEntryId: input.RouteEntryId,
    RouteEntryName: input.RouteEntryName,
    DestinationCidrBlock: (destination && (blockText(destination) ?? destination)) || list,
    NextHopType: input.NextHopType,
    NextHopId: input.NextHopId,
  };
  return Object.entries(equal).flatMap(([field, value]) =>
    value === undefined ? [] : [[field as keyof RouteView, value]],
  );
}
