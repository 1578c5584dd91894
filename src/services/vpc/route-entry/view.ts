import * as z from 'zod';
import type { RouteEntryRow, RouteTableRow } from '#store/schema/route.ts';
import type { Reader } from '#store/store.ts';
import { blocksOfLists } from '../prefix-list/rows.ts';
import { reachedBlocksOf } from '../vpc/cidr-rows.ts';
import { ownVpc } from '../vpc/rows.ts';
import { listOf } from './rows.ts';

/** A route as DescribeRouteEntryList answers it. Source: the SDK's types. */
export const routeResult = () =>
  z.object({
    RouteEntryId: z.string(),
    RouteEntryName: z.string(),
    Description: z.string(),
    Type: z.string(),
    Status: z.string(),
    VpcId: z.string(),
    RouteTableId: z.string(),
    DestinationCidrBlock: z.string(),
    PrefixListCidrBlocks: z.array(z.string()),
    NextHopType: z.string(),
    NextHopId: z.string(),
    NextHopName: z.string(),
  });

export type RouteView = z.infer<ReturnType<typeof routeResult>>;

/** Views of the custom routes, in order. A route to a prefix list shows the list's blocks. */
export async function viewRoutes(tx: Reader, rows: readonly RouteEntryRow[]): Promise<RouteView[]> {
  const lists = await blocksOfLists(tx, rows.flatMap(listOf));
  return rows.map((row) => viewRoute(row, lists.get(row.destination) ?? []));
}

function viewRoute(row: RouteEntryRow, blocks: string[]): RouteView {
  return {
    RouteEntryId: row.id,
    RouteEntryName: row.name,
    Description: row.description,
    Type: 'Custom',
    Status: row.status,
    VpcId: row.vpc_id,
    RouteTableId: row.route_table_id,
    DestinationCidrBlock: row.destination,
    PrefixListCidrBlocks: blocks,
    NextHopType: row.next_hop_type,
    NextHopId: row.next_hop_id,
    NextHopName: row.next_hop_name,
  };
}

/** A route and its position in the list of its table. */
export interface PlacedRoute {
  readonly place: string;
  readonly route: RouteView;
}

/** The routes that every table of a VPC has: the VPC's own blocks are reached within it. */
export async function localRoutes(tx: Reader, table: RouteTableRow): Promise<PlacedRoute[]> {
  const { vpc_id: id, account_id, region } = table;
  const vpc = await tx.first(ownVpc, { id, account_id, region });
  if (vpc === undefined) return [];
  return (await reachedBlocksOf(tx, vpc)).map(({ cidr_block, place }, index) => ({
    place,
    route: {
      // They have no row; the id comes from their position in the table.
      RouteEntryId: table.id.replace(/^vtb-/, 'rte-').slice(0, -2) + String(index).padStart(2, '0'),
      RouteEntryName: '',
      Description: '',
      Type: 'System',
      Status: 'Available',
      VpcId: vpc.id,
      RouteTableId: table.id,
      DestinationCidrBlock: cidr_block,
      PrefixListCidrBlocks: [],
      NextHopType: 'Local',
      NextHopId: '',
      NextHopName: '',
    },
  }));
}
