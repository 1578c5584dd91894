import type { ExpressionBuilder } from 'kysely';
import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedIn, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { EipRow, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { EIP_MOVING } from './lifecycle.ts';

/** The column `moving_eips` of an interface: how many of its EIPs are in transition. */
export function movingEips(column: ExpressionBuilder<Tables, 'network_interface'>) {
  return column
    .selectFrom('eip')
    .select((count) => count.fn.countAll<number>().as('n'))
    .whereRef('eip.network_interface_id', '=', 'network_interface.id')
    .where('eip.status', 'in', EIP_MOVING)
    .$asScalar()
    .$notNull()
    .as('moving_eips');
}

/** What an interface's view shows of an EIP on it. */
export type BoundEip = Pick<
  EipRow,
  'id' | 'ip_address' | 'network_interface_id' | 'private_ip_address' | 'release_with_instance'
>;

/** The EIPs on each interface. */
export function eipsOfInterfaces(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, BoundEip[]>> {
  return listsOf(tx, ids, 'network_interface_id', boundEips);
}

const boundEips = listQuery((db, ids) =>
  db
    .selectFrom('eip')
    .select([
      'id',
      'ip_address',
      'network_interface_id',
      'private_ip_address',
      'release_with_instance',
    ])
    .where('network_interface_id', 'in', ids)
    .orderBy('id'),
);

/** One of the caller's EIPs, with all columns. */
export const ownEip = owned('eip');

/** The same, locked: for an action that changes it. */
export const ownEipToChange = ownedToChange('eip');

/** The region of one of the caller's EIPs. */
export const regionOfEip = ownedIn('eip');

export const eipById = byId('eip');

/** The EIP on one private address of an interface, if any. */
export const eipOnAddress = query((db, p: { networkInterfaceId: string; address: string }) =>
  db
    .selectFrom('eip')
    .select('id')
    .where('network_interface_id', '=', p.networkInterfaceId)
    .where('private_ip_address', '=', p.address),
);

/** The EIP on a virtual IP, if any. */
export const eipOnHaVip = query((db, p: { haVipId: string }) =>
  db
    .selectFrom('eip')
    .select('id')
    .where('instance_id', '=', p.haVipId)
    .where('instance_type', '=', 'HaVip'),
);

/** The EIP on each virtual IP that has one. */
export async function eipsOfHaVips(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Pick<EipRow, 'id' | 'ip_address'>>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('eip')
      .select(['id', 'ip_address', 'instance_id'])
      .where('instance_id', 'in', ids)
      .where('instance_type', '=', 'HaVip'),
  );
  return new Map(rows.map((row) => [row.instance_id, row]));
}

/** Any one EIP on a NAT gateway. While the gateway is locked, none is bound to it. */
export const anEipOn = query((db, p: { instanceId: string }) =>
  db.selectFrom('eip').select('id').where('instance_id', '=', p.instanceId).limit(1),
);

/** The EIPs on a NAT gateway; a quota keeps them few. */
export const eipsOnNatGateway = query((db, p: { natGatewayId: string }) =>
  db
    .selectFrom('eip')
    .select(['id', 'ip_address', 'status'])
    .where('instance_id', '=', p.natGatewayId)
    .where('instance_type', '=', 'Nat')
    .orderBy('id'),
);

/** The EIPs on each NAT gateway. */
export function eipsOfNatGateways(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Pick<EipRow, 'id' | 'ip_address'>[]>> {
  return listsOf(tx, ids, 'instance_id', onNatGateways);
}

const onNatGateways = listQuery((db, ids) =>
  db
    .selectFrom('eip')
    .select(['id', 'ip_address', 'instance_id'])
    .where('instance_id', 'in', ids)
    .where('instance_type', '=', 'Nat')
    .orderBy('instance_id')
    .orderBy('id'),
);

/** The EIP on an interface's private address of a VPC, if there is one. */
export const eipOnPrivateAddress = query((db, p: { vpcId: string; address: string }) =>
  db
    .selectFrom('address')
    .innerJoin('eip', 'eip.network_interface_id', 'address.network_interface_id')
    .select('eip.id')
    .where('address.vpc_id', '=', p.vpcId)
    .where('address.address', '=', p.address)
    .where('eip.private_ip_address', '=', p.address),
);
