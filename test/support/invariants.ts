import type { Reader, Store } from '../../src/store/store.ts';
import type { World } from '../../src/world/world.ts';

/**
 * What must never happen, as design and documentation promise it: each sentence returned is a
 * breach. With `settled`, nothing may be on its way any more either.
 */
export function breaches(store: Store, world: World, settled = false): Promise<string[]> {
  return store.read(async (tx) => [
    ...(await attachments(tx, world)),
    ...(await loads(tx, world)),
    ...(await addresses(tx)),
    ...(await counters(tx)),
    ...(await orphans(tx)),
    ...(settled ? await transients(tx) : []),
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

/** Numbers that are kept must equal what they stand for. */
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
  const secondaries = await tx.select((db) =>
    db
      .selectFrom('network_interface')
      .select((count) => ['account_id', 'region', count.fn.countAll<number>().as('n')])
      .where('type', '!=', 'primary')
      .groupBy(['account_id', 'region']),
  );
  const usage = await tx.select((db) =>
    db.selectFrom('usage').selectAll().where('quota', '=', 'NetworkInterfaces'),
  );
  const owners = new Set(
    [...secondaries, ...usage].map((row) => `${row.account_id} ${row.region}`),
  );
  for (const owner of owners) {
    const is = (row: { account_id: string; region: string }) =>
      `${row.account_id} ${row.region}` === owner;
    const n = secondaries.find(is)?.n ?? 0;
    const used = usage.find(is)?.used ?? 0;
    if (n !== used) found.push(`${owner} books ${used} interfaces, and has ${n}`);
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

async function transients(tx: Reader): Promise<string[]> {
  const stable = ['Available', 'InUse', 'Attached', 'RUNNING', 'STOPPED', 'ERROR'];
  const tables = [
    'vpc',
    'subnet',
    'security_group',
    'network_interface',
    'eip',
    'instance',
    'network_acl',
    'ipv6_gateway',
    'ipv6_address_bandwidth',
    'ipv6_egress_only_rule',
  ] as const;
  const found: string[] = [];
  for (const table of tables) {
    const rows = await tx.select((db) =>
      db.selectFrom(table).select(['id', 'status']).where('status', 'not in', stable),
    );
    found.push(...rows.map(({ id, status }) => `${id} is still ${status}`));
  }
  // What an order has coming is owed until its time.
  const intents = await tx.select((db) =>
    db
      .selectFrom('intent')
      .select(['kind', 'resource_id'])
      .where('kind', 'not in', ['scheduled-instance.deliver', 'scheduled-instance.release']),
  );
  found.push(...intents.map(({ kind, resource_id }) => `${kind} of ${resource_id} is still owed`));
  return found;
}
