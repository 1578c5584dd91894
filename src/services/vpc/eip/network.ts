import type { PublicAddress } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { bandwidthAt } from './bandwidth.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** An EIP, and the interface or virtual IP that carries it. */
export type EipOfNetwork = PublicAddress & { readonly carrier: string };

/** An EIP that is Detaching carries no more packets. */
const CARRYING: readonly string[] = [TRANSITIONS.attach.from, TRANSITIONS.attach.to];

/** So many interfaces are named in one statement: more than nearly any VPC has in its instances. */
const NAMED_AT_ONCE = 5_000;

/** The EIPs on the given interfaces, and on the virtual IPs of a VPC. */
export async function eipsOfNetwork(
  tx: Reader,
  vpcId: string,
  nicIds: readonly string[],
): Promise<EipOfNetwork[]> {
  const rows = await tx.all(onHaVips, { vpcId });
  for (let from = 0; from < nicIds.length; from += NAMED_AT_ONCE) {
    rows.push(...(await onInterfaces(tx, nicIds.slice(from, from + NAMED_AT_ONCE))));
  }
  return rows
    .map((row) => ({
      id: row.id,
      address: row.ip_address,
      privateAddress: row.private_ip_address,
      bandwidth: bandwidthAt(row, tx.now),
      carrier: row.carrier,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The VPC of the interface or of the virtual IP that an EIP is bound to; none when it is free. */
export const networksOfEip = query((db, p: { id: string }) =>
  db
    .selectFrom('eip')
    .leftJoin('network_interface', 'network_interface.id', 'eip.network_interface_id')
    .leftJoin('ha_vip', 'ha_vip.id', 'eip.instance_id')
    .select(({ fn, ref }) =>
      fn
        .coalesce(ref('network_interface.vpc_id'), ref('ha_vip.vpc_id'))
        .$castTo<string>()
        .as('vpc_id'),
    )
    .where('eip.id', '=', p.id)
    .where((where) =>
      where.or([
        where('network_interface.vpc_id', 'is not', null),
        where('ha_vip.vpc_id', 'is not', null),
      ]),
    ),
);

const COLUMNS = [
  'eip.id',
  'eip.ip_address',
  'eip.private_ip_address',
  'eip.bandwidth',
  'eip.upgraded_bandwidth',
  'eip.upgrade_ends_at',
] as const;

/** By name: a join might read all EIPs. */
const onInterfaces = (tx: Reader, ids: readonly string[]) =>
  tx.select((db) =>
    db
      .selectFrom('eip')
      .select([...COLUMNS])
      .select((column) => column.ref('eip.network_interface_id').$notNull().as('carrier'))
      .where('eip.network_interface_id', 'in', ids)
      .where('eip.status', 'in', CARRYING),
  );

const onHaVips = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('ha_vip')
    .innerJoin('eip', 'eip.instance_id', 'ha_vip.id')
    .select([...COLUMNS, 'ha_vip.id as carrier'])
    .where('ha_vip.vpc_id', '=', p.vpcId)
    .where('eip.status', 'in', CARRYING),
);
