import type { TenonServer } from '../../src/server.ts';
import type { Tables } from '../../src/store/schema.ts';
import { breaches } from '../support/invariants.ts';

type Rows = { [T in keyof Tables]: Tables[T][] };

/** What must hold of every resource once nothing is in hand, as lines that say what does not. */
export async function brokenInvariants({ store, world }: TenonServer): Promise<string[]> {
  const rows = await allRows(store);
  return [
    ...(await breaches(store, world, true)),
    ...holdings(rows),
    ...bindings(rows),
    ...belongings(rows),
    ...usage(rows),
  ];
}

const TABLES = [
  'vpc',
  'subnet',
  'security_group',
  'security_group_rule',
  'network_interface',
  'network_interface_security_group',
  'address',
  'eip',
  'instance',
  'ha_vip',
  'tag',
  'usage',
  'intent',
] as const;

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
  for (const { id, instance_id, network_interface_id, private_ip_address } of eip) {
    if (instance_id === '') continue;
    const on = network_interface_id ?? instance_id;
    if (!held.has(`${on} ${private_ip_address}`)) {
      yield `${id} is bound to ${private_ip_address} of ${on}, which does not hold it`;
    }
  }
}

/** Nothing belongs to what is gone. */
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
  for (const { id, security_group_id } of rows.security_group_rule) {
    if (!groups.has(security_group_id)) yield `the rule ${id} is of no security group`;
  }
  const resources = new Set([
    ...[...vpcs, ...subnets, ...groups, ...interfaces],
    ...[...rows.eip, ...rows.instance, ...rows.ha_vip].map(({ id }) => id),
  ]);
  for (const { resource_id, key } of rows.tag) {
    if (!resources.has(resource_id))
      yield `the tag ${key} is of ${resource_id}, which does not exist`;
  }
}

/** What is booked is what is there. */
function* usage(rows: Rows): Generator<string> {
  const counted: Record<string, readonly { account_id: string; region: string }[]> = {
    Vpcs: rows.vpc,
    SecurityGroups: rows.security_group,
    NetworkInterfaces: rows.network_interface.filter(({ type }) => type !== 'primary'),
    Eips: rows.eip,
    HaVips: rows.ha_vip,
    Instances: rows.instance,
  };
  const key = (row: { account_id: string; region: string }, quota: string) =>
    `${quota} of ${row.account_id} in ${row.region}`;
  const real = new Map<string, number>();
  for (const [quota, all] of Object.entries(counted)) {
    for (const row of all) real.set(key(row, quota), (real.get(key(row, quota)) ?? 0) + 1);
  }
  const booked = new Map(rows.usage.map((row) => [key(row, row.quota), row.used]));
  for (const name of new Set([...real.keys(), ...booked.keys()])) {
    if (!Object.keys(counted).some((quota) => name.startsWith(`${quota} `))) continue;
    const [is, says] = [real.get(name) ?? 0, booked.get(name) ?? 0];
    if (is !== says) yield `${name}: ${says} are booked and ${is} are there`;
  }
}
