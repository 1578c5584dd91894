import type { Touch, TouchedTable } from '#core/packet-tables.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import { dynamic } from '#store/dynamic.ts';
import { type Query, query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { networksOfEip, networksOfEipsInPackage } from '../eip/network.ts';
import { networksOfIpv6InPackage } from '../ipv6-address-bandwidth/network.ts';
import { routeTablesByPrefixLists } from '../route-entry/rows.ts';
import { groupsByPrefixLists } from '../security-group/rule-rows.ts';

/** The VPCs in which packets meet a row that a transaction has changed; none when it is gone. */
export async function networksOfTouch(
  tx: Reader,
  { table, id }: Pick<Touch, 'table' | 'id'>,
): Promise<string[]> {
  if (table === 'vpc') return [id];
  if (table === 'prefix_list') return networksOfPrefixList(tx, id);
  const found = await waitForAll(BY[table].map((each) => tx.all(each, { id })));
  return [...new Set(found.flat().map(({ vpc_id }) => vpc_id))];
}

type OfRow = Query<{ id: string }, { readonly vpc_id: string }>;

const ofItsOwn = (table: TouchedTable): OfRow[] => [
  query((db, p: { id: string }) =>
    dynamic(db).selectFrom(table).select('vpc_id').where('id', '=', p.id),
  ),
];

const BY: Readonly<Record<Exclude<TouchedTable, 'vpc' | 'prefix_list'>, readonly OfRow[]>> = {
  subnet: ofItsOwn('subnet'),
  network_interface: ofItsOwn('network_interface'),
  instance: ofItsOwn('instance'),
  security_group: ofItsOwn('security_group'),
  network_acl: ofItsOwn('network_acl'),
  route_table: ofItsOwn('route_table'),
  route_entry: ofItsOwn('route_entry'),
  ha_vip: ofItsOwn('ha_vip'),
  nat_gateway: ofItsOwn('nat_gateway'),
  snat_entry: ofItsOwn('snat_entry'),
  dnat_entry: ofItsOwn('dnat_entry'),
  ipv6_gateway: ofItsOwn('ipv6_gateway'),
  ipv6_address_bandwidth: ofItsOwn('ipv6_address_bandwidth'),
  // By what carries it.
  eip: [networksOfEip],
  // By what is in it.
  bandwidth_package: [networksOfEipsInPackage, networksOfIpv6InPackage],
};

/** By the rules and the routes that refer to it. */
async function networksOfPrefixList(tx: Reader, id: string): Promise<string[]> {
  const groups = await groupsByPrefixLists(tx, [id]);
  const tables = await routeTablesByPrefixLists(tx, [id]);
  const found = [
    ...(await networksOf(tx, 'security_group', groups)),
    ...(await networksOf(tx, 'route_table', tables)),
  ];
  return [...new Set(found)];
}

/** By name: a join might read all groups. */
async function networksOf(
  tx: Reader,
  table: 'security_group' | 'route_table',
  rows: readonly { readonly id: string }[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ id }) => id))];
  const found = await tx.select((db) =>
    db.selectFrom(table).select('vpc_id').distinct().where('id', 'in', ids),
  );
  return found.map(({ vpc_id }) => vpc_id);
}
