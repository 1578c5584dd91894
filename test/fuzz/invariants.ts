import { RESOURCE_TABLES } from '#core/resources.ts';
import type { TenonServer } from '#server.ts';
import type { Tables } from '#store/schema.ts';
import { breaches } from '../support/invariants.ts';

type Rows = { [T in keyof Tables]: Tables[T][] };

/**
 * Checks what must hold of every resource once no transition is under way; each line is a
 * violation.
 */
export async function brokenInvariants({ store, world }: TenonServer): Promise<string[]> {
  const rows = await allRows(store);
  return [
    ...(await breaches(store, world, true)),
    ...holdings(rows),
    ...bindings(rows),
    ...sharing(rows),
    ...belongings(rows),
    ...networkAcls(rows),
    ...ipv6(rows),
    ...keyPairs(rows),
    ...deploymentSets(rows),
    ...orders(rows),
    ...volumes(rows),
  ];
}

const TABLES: readonly (keyof Tables)[] = [
  ...RESOURCE_TABLES,
  'network_interface_security_group',
  'address',
  'ip_address_pool_block',
  'network_acl_entry',
  'network_acl_subnet',
  'deployment_set_member',
  'tag',
  'intent',
];

async function allRows(store: TenonServer['store']): Promise<Rows> {
  const rows = await store.read(async (tx) => {
    const found: Record<string, unknown[]> = {};
    for (const table of TABLES) {
      found[table] = await tx.select((db) => db.selectFrom(table).selectAll());
    }
    return found;
  });
  return rows as unknown as Rows;
}

/** Each interface's addresses have an order, and each instance has a primary interface. */
function* holdings({ address, network_interface, instance }: Rows): Generator<string> {
  for (const [id, own] of Map.groupBy(
    address,
    (row) => row.network_interface_id || row.ha_vip_id,
  )) {
    if (new Set(own.map(({ position }) => position)).size !== own.length) {
      yield `${id} holds two addresses at one position`;
    }
  }
  const primaries = new Set(
    network_interface.filter(({ type }) => type === 'primary').map((row) => row.instance_id),
  );
  for (const { id } of instance) if (!primaries.has(id)) yield `${id} has no primary interface`;
}

/** Every bound EIP stands on an address that its interface, or its virtual IP, holds. */
function* bindings({ eip, address }: Rows): Generator<string> {
  const holder = (row: Rows['address'][number]) => row.network_interface_id || row.ha_vip_id;
  const held = new Set(address.map((row) => `${holder(row)} ${row.address}`));
  for (const row of eip) {
    const { id, instance_id, network_interface_id, private_ip_address } = row;
    // Entries say what an EIP on a NAT gateway stands for.
    if (instance_id === '' || row.instance_type === 'Nat') continue;
    const on = network_interface_id ?? instance_id;
    if (!held.has(`${on} ${private_ip_address}`)) {
      yield `${id} is bound to ${private_ip_address} of ${on}, which does not hold it`;
    }
  }
}

/** What is in a bandwidth package, or of an IP address pool, is of one that exists. */
function* sharing(rows: Rows): Generator<string> {
  const packages = new Set(rows.bandwidth_package.map(({ id }) => id));
  for (const { id, bandwidth_package_id } of [...rows.eip, ...rows.ipv6_address_bandwidth]) {
    if (bandwidth_package_id !== '' && !packages.has(bandwidth_package_id)) {
      yield `${id} is in ${bandwidth_package_id}, which does not exist`;
    }
  }
  for (const { id, region, ip_address, ip_address_pool_id } of rows.eip) {
    const number = ip_address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const block = rows.ip_address_pool_block.find(
      (each) => each.region === region && each.first <= number && number <= each.last,
    );
    if ((block?.ip_address_pool_id ?? '') !== ip_address_pool_id) {
      yield `${id} is of ${ip_address_pool_id}, its address of ${block?.ip_address_pool_id ?? 'none'}`;
    }
  }
}

/** Nothing refers to a resource that is gone. */
function* belongings(rows: Rows): Generator<string> {
  const ids = (...tables: ('vpc' | 'subnet' | 'security_group' | 'network_interface')[]) =>
    new Set(tables.flatMap((table) => rows[table].map(({ id }) => id)));
  const vpcs = ids('vpc');
  const subnets = ids('subnet');
  const groups = ids('security_group');
  const interfaces = ids('network_interface');
  for (const row of [
    ...rows.subnet,
    ...rows.security_group,
    ...rows.network_interface,
    ...rows.instance,
    ...rows.ha_vip,
  ]) {
    if (!vpcs.has(row.vpc_id)) yield `${row.id} is in ${row.vpc_id}, which does not exist`;
  }
  for (const row of [...rows.network_interface, ...rows.instance, ...rows.ha_vip]) {
    if (!subnets.has(row.subnet_id)) yield `${row.id} is in ${row.subnet_id}, which does not exist`;
  }
  for (const row of rows.network_interface_security_group) {
    if (!groups.has(row.security_group_id) || !interfaces.has(row.network_interface_id)) {
      yield `${row.network_interface_id} and ${row.security_group_id} do not both exist`;
    }
  }
  const resources = new Set(RESOURCE_TABLES.flatMap((table) => rows[table].map(({ id }) => id)));
  for (const { resource_id, key } of rows.tag) {
    if (!resources.has(resource_id))
      yield `the tag ${key} is of ${resource_id}, which does not exist`;
  }
}

/** What is in a deployment set is an instance, the set exists, and it has that group. */
function* deploymentSets({
  instance,
  deployment_set,
  deployment_set_member,
}: Rows): Generator<string> {
  const instances = new Set(instance.map(({ id }) => id));
  const sets = new Map(deployment_set.map((row) => [row.id, row]));
  for (const { id, deployment_set_id, group_number } of deployment_set_member) {
    if (!instances.has(id)) yield `${id} is in ${deployment_set_id}, and does not exist`;
    const groups = sets.get(deployment_set_id)?.group_count;
    if (groups === undefined || group_number > groups || (groups > 0 && group_number < 1)) {
      yield `${id} is in group ${group_number} of ${deployment_set_id}, which is not there`;
    }
  }
}

/** An instance logs in with a key pair that exists. */
function* keyPairs({ instance, key_pair }: Rows): Generator<string> {
  const key = (row: { account_id: string; region: string }, name: string) =>
    `${row.account_id} ${row.region} ${name}`;
  const known = new Set(key_pair.map((row) => key(row, row.name)));
  for (const row of instance) {
    if (row.key_pair_name !== '' && !known.has(key(row, row.key_pair_name))) {
      yield `${row.id} has the key pair ${row.key_pair_name}, which does not exist`;
    }
  }
}

/** A volume is on an instance that exists, or free; each instance has one system volume. */
function* volumes({ instance, volume, snapshot, auto_snapshot_policy, snapshot_group }: Rows) {
  const systems = new Map(instance.map(({ id }) => [id, 0]));
  const policies = new Set(auto_snapshot_policy.map(({ id }) => id));
  const groups = new Set(snapshot_group.map(({ id }) => id));
  for (const { id, status, kind, instance_id, auto_snapshot_policy_id } of volume) {
    const host = systems.get(instance_id);
    if ((status === 'attached') !== (host !== undefined))
      yield `${id} is ${status} on ${instance_id}`;
    if (kind === 'system') systems.set(instance_id, (host ?? 0) + 1);
    if (auto_snapshot_policy_id !== '' && !policies.has(auto_snapshot_policy_id)) {
      yield `${id} follows ${auto_snapshot_policy_id}, which does not exist`;
    }
  }
  for (const [id, count] of systems) if (count !== 1) yield `${id} has ${count} system volumes`;
  for (const { id, snapshot_group_id } of snapshot) {
    if (snapshot_group_id !== '' && !groups.has(snapshot_group_id)) {
      yield `${id} is of the group ${snapshot_group_id}, which does not exist`;
    }
  }
}

/** A reserved order has its delivery coming; any other has delivered what it says, or nothing. */
function* orders({ scheduled_instance, instance, intent }: Rows): Generator<string> {
  const coming = new Set(intent.map(({ kind, resource_id }) => `${kind} ${resource_id}`));
  for (const { id, status } of scheduled_instance) {
    if ((status === 'Reserved') !== coming.has(`scheduled-instance.deliver ${id}`)) {
      yield `${id} is ${status}, and its delivery is ${status === 'Reserved' ? 'not ' : ''}coming`;
    }
  }
  const delivered = new Map(
    scheduled_instance.flatMap(({ id, delivered: ids }) =>
      (JSON.parse(ids) as string[]).map((each) => [each, id] as const),
    ),
  );
  for (const { id, scheduled_instance_id: order } of instance) {
    if ((delivered.get(id) ?? '') !== order) yield `${id} says it is of ${order || 'no order'}`;
  }
}

/** Each network ACL has its entries in order, and subnets of its own VPC on it. */
function* networkAcls(rows: Rows): Generator<string> {
  const acls = new Map(rows.network_acl.map((row) => [row.id, row]));
  const subnets = new Map(rows.subnet.map((row) => [row.id, row]));
  const vpcs = new Set(rows.vpc.map(({ id }) => id));
  for (const { id, vpc_id } of acls.values()) {
    if (!vpcs.has(vpc_id)) yield `${id} is in ${vpc_id}, which does not exist`;
  }
  for (const { subnet_id, network_acl_id } of rows.network_acl_subnet) {
    const [acl, subnet] = [acls.get(network_acl_id), subnets.get(subnet_id)];
    if (acl === undefined || subnet === undefined) {
      yield `${subnet_id} and ${network_acl_id} do not both exist`;
    } else if (acl.vpc_id !== subnet.vpc_id) {
      yield `${subnet_id} is on ${network_acl_id}, which is in another VPC`;
    }
  }
  const entries = Map.groupBy(
    rows.network_acl_entry,
    (row) => `${row.network_acl_id} ${row.direction}`,
  );
  for (const id of acls.keys()) {
    for (const direction of ['ingress', 'egress']) {
      const places = (entries.get(`${id} ${direction}`) ?? []).map(({ priority }) => priority);
      entries.delete(`${id} ${direction}`);
      const last = Math.max(...places);
      const custom = places.filter((place) => place !== last).sort((a, b) => a - b);
      if (last <= 100 || custom.some((place, index) => place !== index + 1)) {
        yield `${id} has its ${direction} entries at ${places.join()}`;
      }
    }
  }
  for (const of of entries.keys()) yield `there are entries of ${of}, which does not exist`;
}

/** A gateway is in a VPC with IPv6. What needs a gateway or an address has it. */
function* ipv6(rows: Rows): Generator<string> {
  const blocks = new Map(rows.vpc.map((row) => [row.id, row.ipv6_cidr_block]));
  for (const { id, vpc_id } of rows.ipv6_gateway) {
    if (!blocks.get(vpc_id)) yield `${id} is in ${vpc_id}, which has no IPv6`;
  }
  const gateways = new Map(rows.ipv6_gateway.map((row) => [row.vpc_id, row.id]));
  const held = new Set(rows.address.map((row) => `${row.network_interface_id} ${row.address}`));
  const bandwidths = new Map(rows.ipv6_address_bandwidth.map((row) => [row.id, row]));
  for (const { id, vpc_id, network_interface_id, ipv6_address } of bandwidths.values()) {
    if (!gateways.has(vpc_id)) yield `${id} is in ${vpc_id}, which has no IPv6 gateway`;
    if (!held.has(`${network_interface_id} ${ipv6_address}`)) {
      yield `${id} is of ${ipv6_address}, which ${network_interface_id} does not hold`;
    }
  }
  for (const { id, ipv6_gateway_id, ipv6_address_bandwidth_id } of rows.ipv6_egress_only_rule) {
    const bandwidth = bandwidths.get(ipv6_address_bandwidth_id);
    if (bandwidth === undefined || gateways.get(bandwidth.vpc_id) !== ipv6_gateway_id) {
      yield `${id} is of ${ipv6_gateway_id} and ${ipv6_address_bandwidth_id}, which do not go together`;
    }
  }
}
