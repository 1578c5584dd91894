import type { ExpressionBuilder } from 'kysely';
import type { NicPolicy } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { Db, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { timeoutsOf } from './timeouts.ts';

/** A NIC as its network sees it, and whether it is its instance's primary one. */
export type NicOfNetwork = Omit<NicPolicy, 'forwards'> & { readonly primary: boolean };

/**
 * The statuses in which an interface that is on an instance is in its network. One that is Detaching
 * is not: its packets end before the NIC does.
 */
const IN_NETWORK: readonly string[] = [TRANSITIONS.attach.from, TRANSITIONS.attach.to];

/** A VPC's interfaces that are in an instance or on their way there. */
export async function nicsOfNetwork(tx: Reader, vpcId: string): Promise<NicOfNetwork[]> {
  const rows = await tx.all(nics, { vpcId });
  const addresses = grouped(await tx.all(addressesOfNics, { vpcId }), ({ address }) => address);
  const groups = grouped(
    await tx.all(groupsOfNics, { vpcId }),
    ({ security_group_id }) => security_group_id,
  );
  return rows.map((row) => {
    const timeouts = timeoutsOf(row);
    return {
      id: row.id,
      instanceId: row.instance_id,
      subnetId: row.subnet_id,
      mac: row.mac_address,
      primary: row.type === 'primary',
      addresses: addresses.get(row.id) ?? [],
      securityGroupIds: groups.get(row.id) ?? [],
      ...(timeouts && { timeouts }),
    };
  });
}

function grouped<R extends { readonly id: string }, I>(
  rows: readonly R[],
  itemOf: (row: R) => I,
): Map<string, I[]> {
  const lists = new Map<string, I[]>();
  for (const row of rows) {
    const list = lists.get(row.id);
    if (list === undefined) lists.set(row.id, [itemOf(row)]);
    else list.push(itemOf(row));
  }
  return lists;
}

const inNetwork = (where: ExpressionBuilder<Tables, 'network_interface'>, vpcId: string) =>
  where.and([
    where('network_interface.vpc_id', '=', vpcId),
    where('network_interface.instance_id', 'is not', null),
    where('network_interface.status', 'in', IN_NETWORK),
  ]);

const nicsIn = (db: Db, vpcId: string) =>
  db.selectFrom('network_interface').where((where) => inNetwork(where, vpcId));

const nics = query((db, p: { vpcId: string }) =>
  nicsIn(db, p.vpcId)
    .select(['id', 'subnet_id', 'mac_address', 'type'])
    .select(['tcp_established_timeout', 'tcp_closing_timeout', 'udp_timeout'])
    .select((column) => column.ref('instance_id').$notNull().as('instance_id'))
    .orderBy('id'),
);

const addressesOfNics = query((db, p: { vpcId: string }) =>
  nicsIn(db, p.vpcId)
    .innerJoin('address', 'address.network_interface_id', 'network_interface.id')
    .select(['network_interface.id', 'address.address'])
    .orderBy('network_interface.id')
    .orderBy('address.position'),
);

const groupsOfNics = query((db, p: { vpcId: string }) =>
  nicsIn(db, p.vpcId)
    .innerJoin(
      'network_interface_security_group as member',
      'member.network_interface_id',
      'network_interface.id',
    )
    .select(['network_interface.id', 'member.security_group_id'])
    .orderBy('network_interface.id')
    .orderBy('member.position'),
);
