import type { Reader } from '#store/store.ts';
import type { World } from '#world/world.ts';

/** The table of each type of next hop. */
const NEXT_HOPS = {
  Instance: 'instance',
  NetworkInterface: 'network_interface',
  HaVip: 'ha_vip',
  InstanceGroup: 'instance_group',
  IPv6GW: 'ipv6_gateway',
  NatGW: 'nat_gateway',
} as const;

/** Each VPC has its system table, and tables, subnets and routes go together, within their quotas. */
export async function routes(tx: Reader, world: World): Promise<string[]> {
  const vpcs = await tx.select((db) => db.selectFrom('vpc').selectAll());
  const tables = await tx.select((db) => db.selectFrom('route_table').selectAll());
  const found: string[] = [];
  for (const { id, route_table_id } of vpcs) {
    const system = tables.filter(({ vpc_id, type }) => vpc_id === id && type === 'System');
    if (system.length !== 1 || system[0]?.id !== route_table_id) {
      found.push(`${id} has the system tables ${system.map((table) => table.id).join()}`);
    }
  }
  const known = new Set(vpcs.map(({ id }) => id));
  for (const { id, vpc_id } of tables) {
    if (!known.has(vpc_id)) found.push(`${id} is in ${vpc_id}, which is gone`);
  }
  for (const [id, own] of Map.groupBy(tables, ({ vpc_id }) => vpc_id)) {
    const quota = world.quota(own[0]?.account_id ?? '', 'RouteTablesPerVpc');
    if (own.length > quota) found.push(`${id} has ${own.length} route tables of ${quota}`);
  }
  return [
    ...found,
    ...(await associations(tx)),
    ...(await entries(tx)),
    ...(await loads(tx, world)),
  ];
}

async function associations(tx: Reader): Promise<string[]> {
  const rows = await tx.select((db) =>
    db
      .selectFrom('route_table_subnet as on')
      .leftJoin('subnet', 'subnet.id', 'on.subnet_id')
      .leftJoin('route_table', 'route_table.id', 'on.route_table_id')
      .select(['on.subnet_id', 'on.route_table_id'])
      .select(['subnet.vpc_id as home', 'route_table.vpc_id', 'route_table.type']),
  );
  return rows
    .filter(({ home, vpc_id, type }) => home === null || home !== vpc_id || type !== 'Custom')
    .map((row) => `${row.subnet_id} and ${row.route_table_id} do not go together`);
}

async function entries(tx: Reader): Promise<string[]> {
  const rows = await tx.select((db) =>
    db
      .selectFrom('route_entry as route')
      .leftJoin('route_table', 'route_table.id', 'route.route_table_id')
      .selectAll('route')
      .select('route_table.vpc_id as home'),
  );
  const homes = await nextHops(tx);
  const lists = await tx.select((db) => db.selectFrom('prefix_list').select('id'));
  const blocks = await ownBlocks(tx);
  const found: string[] = [];
  for (const { id, vpc_id, home, destination, next_hop_type, next_hop_id } of rows) {
    if (home !== vpc_id) found.push(`${id} is in ${vpc_id}, and its table in ${home}`);
    if (homes.get(`${next_hop_type} ${next_hop_id}`) !== vpc_id) {
      found.push(`${id} leads to ${next_hop_type} ${next_hop_id}, which is not in ${vpc_id}`);
    }
    if (!destination.includes('/') && !lists.some((list) => list.id === destination)) {
      found.push(`${id} is for ${destination}, which is gone`);
    }
    if (blocks.has(`${vpc_id} ${destination}`)) {
      found.push(`${id} is for ${destination}, which stays within ${vpc_id}`);
    }
  }
  return found;
}

/** No table has more routes than its quota; one to a list counts as many as the list may have entries. */
async function loads(tx: Reader, world: World): Promise<string[]> {
  const rows = await tx.select((db) => db.selectFrom('route_entry').selectAll());
  const lists = await tx.select((db) => db.selectFrom('prefix_list').selectAll());
  const sizes = new Map(lists.map(({ id, max_entries }) => [id, max_entries]));
  const tables = Map.groupBy(rows, ({ route_table_id }) => route_table_id);
  return [...tables].flatMap(([id, own]) => {
    const count = own.reduce((sum, { destination }) => sum + (sizes.get(destination) ?? 1), 0);
    const quota = world.quota(own[0]?.account_id ?? '', 'RoutesPerRouteTable');
    return count > quota ? [`${id} has ${count} routes of ${quota}`] : [];
  });
}

/** The VPC of each thing that a route can lead to. */
async function nextHops(tx: Reader): Promise<Map<string, string>> {
  const homes = new Map<string, string>();
  for (const [type, table] of Object.entries(NEXT_HOPS)) {
    for (const row of await tx.select((db) => db.selectFrom(table).select(['id', 'vpc_id']))) {
      homes.set(`${type} ${row.id}`, row.vpc_id);
    }
  }
  return homes;
}

/** Each block of a VPC and of its subnets, with the VPC. */
async function ownBlocks(tx: Reader): Promise<Set<string>> {
  const vpcs = await tx.select((db) => db.selectFrom('vpc').select(['id', 'cidr_block']));
  const ipv4 = await tx.select((db) =>
    db.selectFrom('vpc_ipv4_block').selectAll().where('kind', '=', 'secondary'),
  );
  const ipv6 = await tx.select((db) => db.selectFrom('vpc_ipv6_block').selectAll());
  const subnets = await tx.select((db) => db.selectFrom('subnet').selectAll());
  return new Set([
    ...vpcs.map((row) => `${row.id} ${row.cidr_block}`),
    ...[...ipv4, ...ipv6].map((row) => `${row.vpc_id} ${row.cidr_block}`),
    ...subnets.flatMap(({ vpc_id, cidr_block, ipv6_cidr_block }) => [
      `${vpc_id} ${cidr_block}`,
      `${vpc_id} ${ipv6_cidr_block}`,
    ]),
  ]);
}
