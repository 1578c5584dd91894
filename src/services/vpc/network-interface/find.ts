import type { SelectQueryBuilder } from 'kysely';
import { rowsOf } from '#store/dynamic.ts';
import { type Owner, ownAmong, ownRows } from '#store/owned.ts';
import type { Db, Tables } from '#store/schema.ts';
import { ipv6Text } from '../subnet/range.ts';
import { bearersOf, singleValued, tagged } from '../tag/rows.ts';
import { vpcsOfInterfaces } from './counts.ts';
import type { InterfaceFilters as Filters } from './describe.filters.ts';

type Rows = SelectQueryBuilder<Tables, 'network_interface', object>;

/** The rows that an index finds, and the column with their ids in that index's order. */
interface Lookup {
  readonly rows: (db: Db) => Rows;
  readonly order: string;
  /**
   * The conditions that the index meets already, each reduced to the part that is still to be
   * checked.
   */
  readonly met?: Partial<Filters>;
}

/** The interfaces that meet every condition. */
export function findInterfaces(owner: Owner, input: Filters): Omit<Lookup, 'met'> {
  const { rows, order, met } = lookupFor(owner, input);
  const others = { ...input, ...met };
  return { order, rows: (db) => alsoAt(db, owner, also(rows(db), others), others) };
}

/**
 * Chooses the most selective condition to find the interfaces; the other conditions are then
 * checked on each interface found. An instance, a name, a subnet, ids and addresses find fewer
 * interfaces than a group, a group finds fewer than a tag, and a tag fewer than a VPC.
 */
function lookupFor(owner: Owner, input: Filters): Lookup {
  const values = {
    name: input.NetworkInterfaceName,
    type: input.Type,
    status: input.Status,
    instance_id: input.InstanceId,
    vpc_id: input.VpcId,
    subnet_id: input.SubnetId,
    zone_id: input.ZoneId,
    project_name: input.ProjectName,
  };
  const own: Lookup = {
    order: 'network_interface.id',
    rows: (db) => ownRows(db, 'network_interface', owner, values, input.NetworkInterfaceIds),
  };
  if (NARROW.some((name) => input[name] !== undefined)) return own;
  const among = (rows: Rows) => ownAmong(rows, 'network_interface', owner, values);
  const group = input.SecurityGroupId;
  if (group !== undefined) {
    return {
      order: 'member.network_interface_id',
      rows: (db) => among(membersOf(db, group)),
      met: { SecurityGroupId: undefined },
    };
  }
  const single = singleValued(input.TagFilters);
  if (single !== undefined) {
    return {
      order: 'bearer.resource_id',
      rows: (db) => among(bearersOf(db, owner, 'eni', 'network_interface', single)),
      met: { TagFilters: input.TagFilters?.filter(({ Key }) => Key !== single.Key) },
    };
  }
  return own;
}

const NARROW: readonly (keyof Filters)[] = [
  'InstanceId',
  'NetworkInterfaceName',
  'SubnetId',
  'NetworkInterfaceIds',
  'PrimaryIpAddresses',
  'PrivateIpAddresses',
  'Ipv6Addresses',
];

function membersOf(db: Db, groupId: string): Rows {
  const found = db
    .selectFrom('network_interface_security_group as member')
    .innerJoin('network_interface', 'network_interface.id', 'member.network_interface_id')
    .where('member.security_group_id', '=', groupId);
  return rowsOf<'network_interface'>(found);
}

/** Adds the conditions that are checked on each interface found. */
function also(rows: Rows, input: Filters): Rows {
  let select = rows;
  // A service-managed interface shows no instance, so no search by instance finds it.
  if (input.InstanceId !== undefined) {
    select = select.where('network_interface.service_managed', '=', 0);
  }
  if (input.SecurityGroupId !== undefined) {
    const group = input.SecurityGroupId;
    select = select.where((where) =>
      where.exists(
        where
          .selectFrom('network_interface_security_group as in')
          .select('in.security_group_id')
          .whereRef('in.network_interface_id', '=', 'network_interface.id')
          .where('in.security_group_id', '=', group),
      ),
    );
  }
  if (input.TagFilters?.length) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'network_interface.id', filters));
  }
  return select;
}

/**
 * Adds the conditions on addresses. They find the interfaces by address, not the addresses of each
 * interface.
 */
function alsoAt(db: Db, owner: Owner, rows: Rows, input: Filters): Rows {
  let select = rows;
  const at = 'network_interface.id';
  if (input.PrimaryIpAddresses) {
    const holders = holding(db, owner, input.PrimaryIpAddresses, 4, input.VpcId);
    select = select.where(at, 'in', holders.where('address.is_primary', '=', 1));
  }
  if (input.PrivateIpAddresses) {
    const holders = holding(db, owner, input.PrivateIpAddresses, 4, input.VpcId);
    select = select.where(at, 'in', holders.where('address.is_primary', '=', 0));
  }
  if (input.Ipv6Addresses) {
    const asked = input.Ipv6Addresses.map((address) => ipv6Text(address) ?? address);
    select = select.where(at, 'in', holding(db, owner, asked, 6, input.VpcId));
  }
  return select;
}

/** The holders of addresses in one VPC, or in all VPCs in which the account has interfaces. */
function holding(
  db: Db,
  owner: Owner,
  wanted: readonly string[],
  family: 4 | 6,
  vpcId: string | undefined,
) {
  const held = db
    .selectFrom('address')
    .select('address.network_interface_id')
    .where('address.address', 'in', wanted)
    .where('address.family', '=', family);
  return vpcId === undefined
    ? held.where('address.vpc_id', 'in', vpcsOfInterfaces(db, owner))
    : held.where('address.vpc_id', '=', vpcId);
}
