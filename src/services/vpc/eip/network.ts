import type { ExpressionBuilder } from 'kysely';
import type { PublicAddress } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { Db, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { limitsOf, sharedLimitsOf } from '../bandwidth-package/network.ts';
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
  const shared = await sharedLimitsOf(tx, rows);
  return rows
    .map((row) => ({
      id: row.id,
      address: row.ip_address,
      privateAddress: row.private_ip_address,
      ...limitsOf({ ...row, bandwidth: bandwidthAt(row, tx.now) }, shared),
      carrier: row.carrier,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether there is an EIP of that id, whoever has it. */
export const eipIsThere = async (tx: Reader, id: string): Promise<boolean> =>
  (await tx.first(anEip, { id })) !== undefined;

const anEip = query((db, p: { id: string }) =>
  db.selectFrom('eip').select('id').where('id', '=', p.id),
);

/** The VPC of what an EIP is bound to; none when it is free. */
export const networksOfEip = query((db, p: { id: string }) =>
  networksOfEips(db).where('eip.id', '=', p.id),
);

/** The same of the EIPs in a bandwidth package. */
export const networksOfEipsInPackage = query((db, p: { id: string }) =>
  networksOfEips(db).where('eip.bandwidth_package_id', '=', p.id),
);

/** By ids one after the other: a join might read all of a table. */
const networksOfEips = (db: Db) =>
  db
    .selectFrom('eip')
    .select((eip) => networkOf(eip).$castTo<string>().as('vpc_id'))
    .where((eip) => eip(networkOf(eip), 'is not', null));

const networkOf = (eip: ExpressionBuilder<Tables, 'eip'>) =>
  eip.fn.coalesce(
    eip
      .selectFrom('network_interface')
      .select('vpc_id')
      .whereRef('network_interface.id', '=', 'eip.network_interface_id'),
    eip.selectFrom('ha_vip').select('vpc_id').whereRef('ha_vip.id', '=', 'eip.instance_id'),
    eip
      .selectFrom('nat_gateway')
      .select('vpc_id')
      .whereRef('nat_gateway.id', '=', 'eip.instance_id'),
  );

const COLUMNS = [
  'eip.id',
  'eip.ip_address',
  'eip.private_ip_address',
  'eip.bandwidth',
  'eip.upgraded_bandwidth',
  'eip.upgrade_ends_at',
  'eip.bandwidth_package_id',
  'eip.independent_bandwidth',
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
