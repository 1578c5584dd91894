import { RESOURCE_KINDS } from '#core/resources.ts';
import { contains, ipv4Range, ipv6BlockHolds, overlaps } from '#services/vpc/subnet/range.ts';
import { dynamic } from '#store/dynamic.ts';
import type { Reader, Store } from '#store/store.ts';
import type { World } from '#world/world.ts';
import { counterInvariants } from './counter-invariants.ts';
import { names } from './name-invariants.ts';
import { natGateways } from './nat-invariants.ts';
import { routes } from './route-invariants.ts';
import { prefixLists, rules } from './rule-invariants.ts';

/**
 * What must never happen, as design and documentation promise it: each returned sentence is a
 * violation. With `settled`, nothing may be in transition either.
 */
export function breaches(store: Store, world: World, settled = false): Promise<string[]> {
  return store.read(async (tx) => [
    ...(await attachments(tx, world)),
    ...(await loads(tx, world)),
    ...(await addresses(tx)),
    ...(await haVips(tx)),
    ...(await blocks(tx)),
    ...(await counters(tx)),
    ...(await counterInvariants(tx)),
    ...(await orphans(tx)),
    ...(await volumes(tx)),
    ...(await natGateways(tx)),
    ...(await routes(tx, world)),
    ...(await rules(tx, world)),
    ...(await prefixLists(tx)),
    ...(await usage(tx)),
    ...(settled ? [...(await transients(tx)), ...(await names(tx))] : []),
  ]);
}

const ON_INSTANCE = ['Attaching', 'InUse', 'Detaching'];

async function attachments(tx: Reader, world: World): Promise<string[]> {
  const found: string[] = [];
  const instances = await tx.select((db) => db.selectFrom('instance').selectAll());
  const interfaces = await tx.select((db) => db.selectFrom('network_interface').selectAll());
  const byId = new Map(instances.map((each) => [each.id, each]));
  const held = new Map<string, number>();
  for (const eni of interfaces) {
    const on = eni.instance_id !== null;
    const making = eni.type === 'primary' || eni.service_managed === 1;
    if (on !== ON_INSTANCE.includes(eni.status) && !making) {
      found.push(`${eni.id} is ${eni.status} and on ${eni.instance_id}`);
    }
    if (eni.instance_id === null) continue;
    held.set(eni.instance_id, (held.get(eni.instance_id) ?? 0) + 1);
    const instance = byId.get(eni.instance_id);
    if (instance === undefined) found.push(`${eni.id} is on ${eni.instance_id}, which is gone`);
    else if (instance.vpc_id !== eni.vpc_id || instance.zone_id !== eni.zone_id) {
      found.push(`${eni.id} is in another VPC or zone than ${instance.id}`);
    } else if (eni.type === 'primary' && instance.subnet_id !== eni.subnet_id) {
      found.push(`${eni.id} is in another subnet than ${instance.id}`);
    }
  }
  for (const instance of instances) {
    const quota = world.instanceType(instance.instance_type_id)?.maxInterfaces;
    const count = held.get(instance.id) ?? 0;
    if (quota !== undefined && count > quota) {
      found.push(`${instance.id} holds ${count} interfaces of ${quota}`);
    }
  }
  return found;
}

/** No interface holds more addresses than the type of its instance allows. */
async function loads(tx: Reader, world: World): Promise<string[]> {
  const held = await tx.select((db) =>
    db
      .selectFrom('address')
      .innerJoin('network_interface', 'network_interface.id', 'address.network_interface_id')
      .innerJoin('instance', 'instance.id', 'network_interface.instance_id')
      .select((count) => [
        'network_interface.id',
        'address.family',
        'instance.instance_type_id',
        count.fn.countAll<number>().as('n'),
      ])
      .where('network_interface.service_managed', '=', 0)
      .groupBy(['network_interface.id', 'address.family', 'instance.instance_type_id']),
  );
  return held.flatMap(({ id, family, instance_type_id, n }) => {
    const quota = world.instanceType(instance_type_id)?.maxAddressesPerInterface ?? n;
    return n > quota ? [`${id} holds ${n} addresses of family ${family}, of ${quota}`] : [];
  });
}

async function addresses(tx: Reader): Promise<string[]> {
  const rows = await tx.select((db) => db.selectFrom('address').selectAll());
  const interfaces = await tx.select((db) => db.selectFrom('network_interface').selectAll());
  const known = new Map(interfaces.map((each) => [each.id, each]));
  const seen = new Set<string>();
  const found: string[] = [];
  for (const row of rows) {
    const key = `${row.subnet_id} ${row.address}`;
    if (seen.has(key)) found.push(`${row.address} of ${row.subnet_id} is held twice`);
    seen.add(key);
    if ((row.network_interface_id === '') === (row.ha_vip_id === '')) {
      found.push(`${row.address} is held by nobody, or by two`);
    }
    if (row.ha_vip_id !== '') continue;
    const holder = known.get(row.network_interface_id);
    if (holder === undefined) found.push(`${row.address} is held by nobody`);
    else if (holder.subnet_id !== row.subnet_id) found.push(`${row.address} is of another subnet`);
  }
  for (const eni of interfaces) {
    if (eni.primary_ip_address !== '' && !seen.has(`${eni.subnet_id} ${eni.primary_ip_address}`)) {
      found.push(`${eni.id} does not hold its primary address`);
    }
  }
  return found;
}

async function haVips(tx: Reader): Promise<string[]> {
  const found: string[] = [];
  const rows = await tx.select((db) => db.selectFrom('ha_vip').selectAll());
  const held = await tx.select((db) =>
    db.selectFrom('address').selectAll().where('ha_vip_id', '<>', ''),
  );
  const members = await tx.select((db) => db.selectFrom('ha_vip_member').selectAll());
  const instances = await tx.select((db) => db.selectFrom('instance').select('id'));
  const interfaces = await tx.select((db) => db.selectFrom('network_interface').select('id'));
  const there = new Set([...instances, ...interfaces].map(({ id }) => id));
  const known = new Set(rows.map(({ id }) => id));
  for (const row of rows) {
    const own = held.filter(({ ha_vip_id }) => ha_vip_id === row.id);
    const [address] = own;
    if (own.length !== 1 || address?.address !== row.ip_address) {
      found.push(`${row.id} does not hold its address alone`);
    } else if (address.subnet_id !== row.subnet_id) {
      found.push(`${row.id} holds an address of another subnet`);
    }
    const associated = members.filter(({ ha_vip_id }) => ha_vip_id === row.id);
    if (associated.length > 0 !== (row.status === 'InUse')) {
      found.push(`${row.id} is ${row.status}, associated with ${associated.length}`);
    }
    if (new Set(associated.map((each) => each.instance_type)).size > 1) {
      found.push(`${row.id} is associated with two kinds`);
    }
  }
  for (const { ha_vip_id, instance_id } of members) {
    if (!known.has(ha_vip_id) || !there.has(instance_id)) {
      found.push(`${ha_vip_id} and ${instance_id} are not both there`);
    }
  }
  for (const { ha_vip_id, address } of held) {
    if (!known.has(ha_vip_id)) found.push(`${address} is held by ${ha_vip_id}, which is gone`);
  }
  return found;
}

/** A VPC's blocks do not overlap, and each subnet is in one of them. */
async function blocks(tx: Reader): Promise<string[]> {
  const found: string[] = [];
  const vpcs = await tx.select((db) => db.selectFrom('vpc').selectAll());
  const subnets = await tx.select((db) => db.selectFrom('subnet').selectAll());
  const ipv4 = await tx.select((db) =>
    db.selectFrom('vpc_ipv4_block').selectAll().orderBy('position'),
  );
  const ipv6 = await tx.select((db) =>
    db.selectFrom('vpc_ipv6_block').selectAll().orderBy('position'),
  );
  for (const vpc of vpcs) {
    const further = ipv4.filter(({ vpc_id }) => vpc_id === vpc.id);
    const all = [vpc.cidr_block, ...further.map((row) => row.cidr_block)].flatMap(
      (cidr) => ipv4Range(cidr) ?? [],
    );
    if (all.some((one, at) => all.slice(at + 1).some((other) => overlaps(one, other)))) {
      found.push(`blocks of ${vpc.id} overlap`);
    }
    const own6 = ipv6.filter(({ vpc_id }) => vpc_id === vpc.id);
    if ((own6[0]?.cidr_block ?? '') !== vpc.ipv6_cidr_block) {
      found.push(`${vpc.id} says ${vpc.ipv6_cidr_block}, and its first block is another`);
    }
    const homes = further.filter(({ kind }) => kind === 'secondary').map((row) => row.cidr_block);
    for (const subnet of subnets.filter(({ vpc_id }) => vpc_id === vpc.id)) {
      if (!standsIn([vpc.cidr_block, ...homes], subnet.cidr_block)) {
        found.push(`${subnet.id} stands in no block of ${vpc.id}`);
      }
      const { ipv6_cidr_block: own } = subnet;
      if (own !== '' && !own6.some((row) => ipv6BlockHolds(row.cidr_block, own))) {
        found.push(`${subnet.id} stands in no IPv6 block of ${vpc.id}`);
      }
    }
  }
  const known = new Set(vpcs.map(({ id }) => id));
  for (const row of [...ipv4, ...ipv6]) {
    if (!known.has(row.vpc_id)) found.push(`${row.cidr_block} is of ${row.vpc_id}, which is gone`);
  }
  return found;
}

function standsIn(homes: readonly string[], cidr: string): boolean {
  const range = ipv4Range(cidr);
  if (range === undefined) return cidr === '';
  return homes.some((home) => {
    const outer = ipv4Range(home);
    return outer !== undefined && contains(outer, range);
  });
}

/** Numbers that are stored must equal what they count. */
async function counters(tx: Reader): Promise<string[]> {
  const found: string[] = [];
  const held = await tx.select((db) =>
    db
      .selectFrom('address')
      .select((count) => ['subnet_id', count.fn.countAll<number>().as('n')])
      .where('family', '=', 4)
      .groupBy('subnet_id'),
  );
  const bySubnet = new Map(held.map(({ subnet_id, n }) => [subnet_id, n]));
  for (const subnet of await tx.select((db) => db.selectFrom('subnet').selectAll())) {
    const n = bySubnet.get(subnet.id) ?? 0;
    if (n !== subnet.ipv4_used) {
      found.push(`${subnet.id} counts ${subnet.ipv4_used} addresses, and ${n} are held`);
    }
  }
  return found;
}

/** The usage of each quota equals the number of resources that are there. */
async function usage(tx: Reader): Promise<string[]> {
  const counted = new Map(
    (await tx.select((db) => db.selectFrom('usage').selectAll())).map((row) => [
      `${row.quota} of ${row.account_id} in ${row.region}`,
      row.used,
    ]),
  );
  const real = new Map<string, number>();
  for (const [table, { quota }] of RESOURCE_KINDS) {
    if (quota === null) continue;
    const rows =
      table === 'network_interface'
        ? await tx.select((db) => db.selectFrom(table).selectAll().where('type', '<>', 'primary'))
        : await tx.select((db) => db.selectFrom(table).select(['account_id', 'region']));
    for (const { account_id, region } of rows) {
      const key = `${quota} of ${account_id} in ${region}`;
      real.set(key, (real.get(key) ?? 0) + 1);
    }
  }
  const blocks = await tx.select((db) =>
    db
      .selectFrom('ip_address_pool_block as block')
      .innerJoin('ip_address_pool as pool', 'pool.id', 'block.ip_address_pool_id')
      .select(['pool.account_id', 'pool.region', 'block.first', 'block.last']),
  );
  for (const { account_id, region, first, last } of blocks) {
    const key = `AddressesInIpAddressPools of ${account_id} in ${region}`;
    real.set(key, (real.get(key) ?? 0) + last - first + 1);
  }
  return [...new Set([...real.keys(), ...counted.keys()])].flatMap((key) => {
    const [is, says] = [real.get(key) ?? 0, counted.get(key) ?? 0];
    return is === says
      ? []
      : [`${key}: ${says} are counted and ${is} are there; reserveQuota counts them`];
  });
}

/** A volume is on an instance in the statuses in which it is on one, and in no other. */
async function volumes(tx: Reader): Promise<string[]> {
  const rows = await tx.select((db) => db.selectFrom('volume').selectAll());
  const instances = await tx.select((db) => db.selectFrom('instance').select('id'));
  const known = new Set(instances.map(({ id }) => id));
  const found: string[] = [];
  for (const { id, status, instance_id } of rows) {
    if (instance_id !== '' && !known.has(instance_id)) {
      found.push(`${id} is on ${instance_id}, which is gone`);
    }
    if (status === 'available' && instance_id !== '') found.push(`${id} is free on ${instance_id}`);
    if (['attaching', 'attached', 'detaching'].includes(status) && instance_id === '') {
      found.push(`${id} is ${status}, and on no instance`);
    }
  }
  return found;
}

async function orphans(tx: Reader): Promise<string[]> {
  const subnets = await tx.select((db) =>
    db
      .selectFrom('network_interface')
      .leftJoin('subnet', 'subnet.id', 'network_interface.subnet_id')
      .select('network_interface.id')
      .where('subnet.id', 'is', null),
  );
  const vpcs = await tx.select((db) =>
    db
      .selectFrom('subnet')
      .leftJoin('vpc', 'vpc.id', 'subnet.vpc_id')
      .select('subnet.id')
      .where('vpc.id', 'is', null),
  );
  return [
    ...subnets.map(({ id }) => `the subnet of ${id} is gone`),
    ...vpcs.map(({ id }) => `the VPC of ${id} is gone`),
  ];
}

/** The next event of an order, or of a command that is sent again and again, waits for its time. */
const UNTIL_ITS_TIME = [
  'scheduled-instance.deliver',
  'scheduled-instance.release',
  'invocation.repeat',
];

async function transients(tx: Reader): Promise<string[]> {
  const found: string[] = [];
  for (const [table, { settled }] of RESOURCE_KINDS) {
    const rows = await tx.select((db) =>
      dynamic(db).selectFrom(table).select(['id', 'status']).where('status', 'not in', settled),
    );
    found.push(...rows.map(({ id, status }) => `${id} is still ${status}`));
  }
  const intents = await tx.select((db) =>
    db.selectFrom('intent').select(['kind', 'resource_id']).where('kind', 'not in', UNTIL_ITS_TIME),
  );
  found.push(...intents.map(({ kind, resource_id }) => `${kind} of ${resource_id} is still owed`));
  return found;
}
