import type { Random } from '../../fuzz/random.ts';
import { vpcOf } from '../model.ts';
import { isSix } from '../ranges.ts';
import type { WorldRun } from '../run.ts';
import { byId, type Route, type Table } from '../world.ts';
import { oneOf, type PacketCommand } from './command.ts';

const DESTINATIONS = ['0.0.0.0/0', '9.0.0.0/8', '9.9.0.0/16', '10.1.0.0/16', '198.51.100.0/24'];

export const addRoutes: PacketCommand['run'] = async (run, pick) => {
  const table = pick.pick(run.world.tables);
  let added = false;
  for (let count = pick.int(1, 3); count > 0; count -= 1) {
    if (await addRoute(run, pick, table)) added = true;
  }
  return added;
};

async function addRoute(run: WorldRun, pick: Random, table: Table): Promise<boolean> {
  const { vpcs, nics, instances, haVips, natGateways, prefixLists } = run.world;
  const held = JSON.stringify(table.routes.map(({ destination }) => destination));
  const choices = [
    ...DESTINATIONS.map((cidr) => ({ cidr })),
    { cidr: '2001:db8:eeee::/48' },
    { cidr: '::/0' },
    ...prefixLists.map(({ id }) => ({ prefixList: id })),
  ].filter((each) => !held.includes(JSON.stringify(each)));
  const destination = oneOf(pick, choices);
  const near = nics.filter((each) => vpcOf(run.world, each) === table.vpc);
  const vip = oneOf(
    pick,
    haVips.filter(({ subnet }) => byId(run.world.subnets, subnet).vpc === table.vpc),
  );
  const nic = oneOf(
    pick,
    near.filter((each) => !each.primary),
  );
  const instance = oneOf(
    pick,
    instances.filter(({ id }) => near.some((each) => each.instance === id && each.primary)),
  );
  const hops: { type: string; id: string; hop: Route['hop'] }[] = [
    ...(nic ? [{ type: 'NetworkInterface', id: nic.id, hop: { nic: nic.id } }] : []),
    ...(instance ? [{ type: 'Instance', id: instance.id, hop: { instance: instance.id } }] : []),
    ...(vip ? [{ type: 'HaVip', id: vip.id, hop: { haVip: vip.id } }] : []),
  ];
  const nat = oneOf(
    pick,
    natGateways.filter(({ vpc }) => vpc === table.vpc),
  );
  if (nat) hops.push({ type: 'NatGW', id: nat.id, hop: { natGateway: nat.id } });
  const six = destination && 'cidr' in destination && isSix(destination.cidr);
  const gateway = six ? byId(vpcs, table.vpc).ipv6Gateway : undefined;
  if (gateway) hops.push({ type: 'IPv6GW', id: gateway, hop: 'ipv6-internet' });
  const hop = oneOf(pick, hops);
  if (destination === undefined || hop === undefined) return false;
  const { RouteEntryId } = await run.ok('vpc', 'CreateRouteEntry', {
    RouteTableId: table.id,
    ...('cidr' in destination
      ? { DestinationCidrBlock: destination.cidr }
      : { DestinationPrefixListId: destination.prefixList }),
    NextHopType: hop.type,
    NextHopId: hop.id,
  });
  table.routes.push({ id: RouteEntryId, destination, hop: hop.hop });
  return true;
}

/** A default route to a NAT gateway, from a table that has none. */
export const routeToNat: PacketCommand['run'] = async (run, pick) => {
  const { natGateways, tables } = run.world;
  const choices = natGateways.flatMap(({ id, vpc }) =>
    tables
      .filter((table) => table.vpc === vpc && !hasDefault(table))
      .map((table) => ({ id, table })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  const { id, table } = choice;
  const { RouteEntryId } = await run.ok('vpc', 'CreateRouteEntry', {
    RouteTableId: table.id,
    DestinationCidrBlock: '0.0.0.0/0',
    NextHopType: 'NatGW',
    NextHopId: id,
  });
  const destination = { cidr: '0.0.0.0/0' };
  table.routes.push({ id: RouteEntryId, destination, hop: { natGateway: id } });
  return true;
};

const hasDefault = ({ routes }: Table): boolean =>
  routes.some(({ destination: to }) => 'cidr' in to && to.cidr === '0.0.0.0/0');

export const removeRoute: PacketCommand['run'] = async (run, pick) => {
  const choices = run.world.tables.flatMap((table) =>
    table.routes.map((route) => ({ table, route })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  await run.ok('vpc', 'DeleteRouteEntry', { RouteEntryId: choice.route.id });
  choice.table.routes = choice.table.routes.filter((each) => each !== choice.route);
  return true;
};

export const changeTable: PacketCommand['run'] = async (run, pick) => {
  const subnet = pick.pick(run.world.subnets);
  const [system, ...own] = run.world.tables.filter(({ vpc }) => vpc === subnet.vpc);
  if (system === undefined) return false;
  if (subnet.table !== system.id) {
    await run.ok('vpc', 'DisassociateRouteTable', {
      RouteTableId: subnet.table,
      SubnetId: subnet.id,
    });
    subnet.table = system.id;
    return true;
  }
  const table = oneOf(pick, own);
  if (table === undefined) return false;
  await run.ok('vpc', 'AssociateRouteTable', { RouteTableId: table.id, SubnetId: subnet.id });
  subnet.table = table.id;
  return true;
};

export const useBlock: PacketCommand['run'] = async (run, pick) => {
  const vpc = pick.pick(run.world.vpcs);
  if (pick.chance(0.6)) {
    if (vpc.userBlocks.length > 0) return false;
    const UserCidrBlock = '198.51.100.0/24';
    await run.ok('vpc', 'AssociateVpcUserCidrBlock', { VpcId: vpc.id, UserCidrBlock });
    vpc.userBlocks.push(UserCidrBlock);
    return true;
  }
  const SecondaryCidrBlock = '10.1.0.0/16';
  const routed = run.world.tables.some(
    (table) =>
      table.vpc === vpc.id &&
      table.routes.some(({ destination: to }) => 'cidr' in to && to.cidr === SecondaryCidrBlock),
  );
  if (routed || vpc.blocks.includes(SecondaryCidrBlock)) return false;
  await run.ok('vpc', 'AssociateVpcCidrBlock', { VpcId: vpc.id, SecondaryCidrBlock });
  vpc.blocks.push(SecondaryCidrBlock);
  return true;
};
