import type { NextHop, Route } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { RouteEntryRow } from '#store/schema/route.ts';
import type { Reader } from '#store/store.ts';
import type { GroupMember } from '../instance-group/network.ts';
import { blocksOfLists } from '../prefix-list/rows.ts';
import { listOf } from './rows.ts';

/** What carries packets for a next hop of the API. */
export interface NextHops {
  readonly ofInstance: (instanceId: string) => string | undefined;
  readonly isNic: (nicId: string) => boolean;
  readonly isFloating: (haVipId: string) => boolean;
  /** The members of an instance group, in the order of preference. */
  readonly inGroup: (instanceGroupId: string) => readonly GroupMember[];
  readonly isNatGateway: (natGatewayId: string) => boolean;
  readonly ipv6Gateway: boolean;
}

/** The custom routes of a VPC by their tables, the oldest first. */
export async function routesOfNetwork(
  tx: Reader,
  vpcId: string,
  hops: NextHops,
): Promise<Map<string, Route[]>> {
  const rows = await tx.all(routesIn, { vpcId });
  const lists = [...new Set(rows.flatMap(listOf))].sort();
  const blocks = await blocksOfLists(tx, lists);
  const routes = new Map<string, Route[]>();
  for (const row of rows) {
    const route = {
      blocks: blocks.get(row.destination) ?? [row.destination],
      nextHop: nextHopOf(row, hops),
    };
    const table = routes.get(row.route_table_id);
    if (table === undefined) routes.set(row.route_table_id, [route]);
    else table.push(route);
  }
  return routes;
}

function nextHopOf(
  { next_hop_type, next_hop_id }: Pick<RouteEntryRow, 'next_hop_type' | 'next_hop_id'>,
  hops: NextHops,
): NextHop {
  if (next_hop_type === 'Instance') {
    const nicId = hops.ofInstance(next_hop_id);
    return nicId === undefined ? 'nowhere' : { nicId };
  }
  if (next_hop_type === 'NetworkInterface' && hops.isNic(next_hop_id)) {
    return { nicId: next_hop_id };
  }
  if (next_hop_type === 'HaVip' && hops.isFloating(next_hop_id)) {
    return { floatingAddressId: next_hop_id };
  }
  if (next_hop_type === 'InstanceGroup') return nextHopInGroup(hops.inGroup(next_hop_id), hops);
  if (next_hop_type === 'NatGW' && hops.isNatGateway(next_hop_id)) {
    return { natGatewayId: next_hop_id };
  }
  return next_hop_type === 'IPv6GW' && hops.ipv6Gateway ? 'ipv6-internet' : 'nowhere';
}

/** The first member of a group that carries packets. */
function nextHopInGroup(members: readonly GroupMember[], hops: NextHops): NextHop {
  for (const { type, id } of members) {
    const nicId = type === 'EcsInstance' ? hops.ofInstance(id) : id;
    if (nicId !== undefined && hops.isNic(nicId)) return { nicId };
  }
  return 'nowhere';
}

const routesIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('route_entry')
    .select(['route_table_id', 'destination', 'next_hop_type', 'next_hop_id'])
    .where('vpc_id', '=', p.vpcId)
    .orderBy('created_at')
    .orderBy('id'),
);
