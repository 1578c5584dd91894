import type { Touch, TouchedTable } from '#core/packet-tables.ts';
import { dynamic } from '#store/dynamic.ts';
import { type Query, query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { waitForAll } from '#store/wait-for-all.ts';
import { networksOfEip } from '../eip/network.ts';

/** The VPCs in which packets meet a row that a transaction has changed; none when it is gone. */
export async function networksOfTouch(
  tx: Reader,
  { table, id }: Pick<Touch, 'table' | 'id'>,
): Promise<string[]> {
  if (table === 'vpc') return [id];
  const found = await waitForAll(BY[table].map((each) => tx.all(each, { id })));
  return [...new Set(found.flat().map(({ vpc_id }) => vpc_id))];
}

type OfRow = Query<{ id: string }, { readonly vpc_id: string }>;

const ofItsOwn = (table: TouchedTable): OfRow[] => [
  query((db, p: { id: string }) =>
    dynamic(db).selectFrom(table).select('vpc_id').where('id', '=', p.id),
  ),
];

const BY: Readonly<Record<Exclude<TouchedTable, 'vpc'>, readonly OfRow[]>> = {
  subnet: ofItsOwn('subnet'),
  network_interface: ofItsOwn('network_interface'),
  instance: ofItsOwn('instance'),
  security_group: ofItsOwn('security_group'),
  network_acl: ofItsOwn('network_acl'),
  route_table: ofItsOwn('route_table'),
  route_entry: ofItsOwn('route_entry'),
  ha_vip: ofItsOwn('ha_vip'),
  ipv6_gateway: ofItsOwn('ipv6_gateway'),
  ipv6_address_bandwidth: ofItsOwn('ipv6_address_bandwidth'),
  ipv6_egress_only_rule: [
    query((db, p: { id: string }) =>
      db
        .selectFrom('ipv6_egress_only_rule as rule')
        .innerJoin(
          'ipv6_address_bandwidth as bandwidth',
          'bandwidth.id',
          'rule.ipv6_address_bandwidth_id',
        )
        .select('bandwidth.vpc_id')
        .where('rule.id', '=', p.id),
    ),
  ],
  // By what carries it.
  eip: [networksOfEip],
  // By the rules and the routes that refer to it.
  prefix_list: [
    query((db, p: { id: string }) =>
      db
        .selectFrom('security_group_rule as rule')
        .innerJoin('security_group', 'security_group.id', 'rule.security_group_id')
        .select('security_group.vpc_id')
        .distinct()
        .where('rule.prefix_list_id', '=', p.id),
    ),
    query((db, p: { id: string }) =>
      db.selectFrom('route_entry').select('vpc_id').distinct().where('destination', '=', p.id),
    ),
  ],
};
