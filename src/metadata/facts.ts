import { currentIamRole } from '#services/ecs/instance-iam-role/credentials.ts';
import { ofFamily } from '#services/vpc/network-interface/address-holder.ts';
import { addressesOfInterfaces } from '#services/vpc/network-interface/rows.ts';
import { gatewayOf, ipv4Range } from '#services/vpc/subnet/range.ts';
import { query } from '#store/query.ts';
import type { AddressRow, InstanceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import type { World } from '#world/world.ts';

/** What the service tells of an instance. */
export interface InstanceFacts {
  readonly instance: Pick<
    InstanceRow,
    | 'id'
    | 'region'
    | 'zone_id'
    | 'vpc_id'
    | 'instance_type_id'
    | 'hostname'
    | 'instance_charge_type'
    | 'user_data'
    | 'http_tokens'
  >;
  readonly vpcCidrBlock: string;
  /** Those that are in it, the primary one first. */
  readonly interfaces: readonly InterfaceFacts[];
  /** The EIP of the primary interface's primary address. */
  readonly eipAddress: string | undefined;
  /** The role that a user has bound to it. */
  readonly roleName: string | undefined;
}

export interface InterfaceFacts {
  readonly id: string;
  readonly mac: string;
  readonly subnetId: string;
  /** The IPv4 ones are '' in an IPv6-only subnet. */
  readonly subnetCidrBlock: string;
  readonly gateway: string;
  readonly primaryIpAddress: string;
  readonly secondaryIpv4: readonly string[];
  readonly ipv6: readonly string[];
}

/**
 * Loads the facts of an instance by indexes, with a fixed number of statements; undefined when
 * there is no such instance.
 */
export async function loadFacts(
  tx: Reader,
  world: World,
  instanceId: string,
): Promise<InstanceFacts | undefined> {
  const instance = await tx.first(instanceInVpc, { id: instanceId });
  if (instance === undefined) return undefined;
  const rows = await tx.all(interfacesIn, { instanceId });
  const addresses = await addressesOfInterfaces(
    tx,
    rows.map(({ id }) => id),
  );
  const [primary] = rows.filter(({ type }) => type === 'primary');
  const eip =
    primary &&
    (await tx.first(eipOn, {
      networkInterfaceId: primary.id,
      address: primary.primary_ip_address,
    }));
  return {
    instance,
    vpcCidrBlock: instance.vpc_cidr_block,
    interfaces: rows
      .toSorted((one, other) => rank(one) - rank(other))
      .map((row) => interfaceFacts(row, addresses.get(row.id) ?? [])),
    eipAddress: eip?.ip_address,
    roleName: await currentIamRole(tx, world, instanceId),
  };
}

interface InterfaceRow {
  readonly id: string;
  readonly type: string;
  readonly mac_address: string;
  readonly primary_ip_address: string;
  readonly subnet_id: string;
  readonly subnet_cidr_block: string;
}

const rank = ({ type }: InterfaceRow) => (type === 'primary' ? 0 : 1);

function interfaceFacts(row: InterfaceRow, addresses: readonly AddressRow[]): InterfaceFacts {
  const range = ipv4Range(row.subnet_cidr_block);
  const textOf = ({ address }: AddressRow) => address;
  return {
    id: row.id,
    mac: row.mac_address,
    subnetId: row.subnet_id,
    subnetCidrBlock: row.subnet_cidr_block,
    gateway: range === undefined ? '' : gatewayOf(range),
    primaryIpAddress: row.primary_ip_address,
    secondaryIpv4: ofFamily(addresses, 4)
      .filter(({ is_primary }) => is_primary === 0)
      .map(textOf),
    ipv6: ofFamily(addresses, 6).map(textOf),
  };
}

const instanceInVpc = query((db, p: { id: string }) =>
  db
    .selectFrom('instance')
    .innerJoin('vpc', 'vpc.id', 'instance.vpc_id')
    .select([
      'instance.id',
      'instance.region',
      'instance.zone_id',
      'instance.vpc_id',
      'instance.instance_type_id',
      'instance.hostname',
      'instance.instance_charge_type',
      'instance.user_data',
      'instance.http_tokens',
      'vpc.cidr_block as vpc_cidr_block',
    ])
    .where('instance.id', '=', p.id),
);

/**
 * The interfaces that are InUse, and the primary one in any status: an instance that starts has it
 * before it is RUNNING.
 */
const interfacesIn = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .innerJoin('subnet', 'subnet.id', 'network_interface.subnet_id')
    .select([
      'network_interface.id',
      'network_interface.type',
      'network_interface.mac_address',
      'network_interface.primary_ip_address',
      'network_interface.subnet_id',
      'subnet.cidr_block as subnet_cidr_block',
    ])
    .where('network_interface.instance_id', '=', p.instanceId)
    .where((row) =>
      row.or([
        row('network_interface.status', '=', 'InUse'),
        row('network_interface.type', '=', 'primary'),
      ]),
    )
    .orderBy('network_interface.id'),
);

const eipOn = query((db, p: { networkInterfaceId: string; address: string }) =>
  db
    .selectFrom('eip')
    .select('ip_address')
    .where('network_interface_id', '=', p.networkInterfaceId)
    .where('private_ip_address', '=', p.address),
);
