import type { Lookup, SeedOwner } from './file-lookup.ts';
import type { Entry } from './file-parse.ts';
import type { Path } from './file-problems.ts';
import type { Item } from './file-schema.ts';
import { tagsOf } from './file-tags.ts';
import type { Placed } from './placed-seeds.ts';
import type {
  HolderSeed,
  InstanceSeed,
  Ipv6GatewaySeed,
  RouteTableSeed,
  SubnetSeed,
  VpcSeed,
} from './seeds.ts';

/** What gateways and route tables refer to, by its id. */
export interface Network {
  readonly vpcs: ReadonlyMap<string, VpcSeed>;
  readonly subnets: ReadonlyMap<string, SubnetSeed>;
  readonly instances: ReadonlyMap<string, InstanceSeed>;
  readonly interfaces: ReadonlyMap<string, HolderSeed>;
  readonly ipv6Gateways: ReadonlyMap<string, Ipv6GatewaySeed>;
}

export function followIpv6Gateway(
  { path, value }: Entry<Item<'ipv6Gateways'>>,
  { vpcs }: Network,
  look: Lookup,
): Placed<Ipv6GatewaySeed> | undefined {
  const at = [...path, 'vpcId'];
  const vpc = look.find('vpcs', vpcs, value.vpcId, at);
  if (vpc === undefined) return undefined;
  if (vpc.ipv6CidrBlock === undefined) look.report(at, `${vpc.id} has no IPv6 block`);
  return { ...value, ...ownerOf(vpc), path, tags: tagsOf(value) };
}

export function followRouteTable(
  { path, value }: Entry<Item<'routeTables'>>,
  network: Network,
  look: Lookup,
): Placed<RouteTableSeed> | undefined {
  const vpc = look.find('vpcs', network.vpcs, value.vpcId, [...path, 'vpcId']);
  if (vpc === undefined) return undefined;
  for (const [index, id] of value.subnetIds.entries()) {
    const at = [...path, 'subnetIds', index];
    const subnet = look.find('subnets', network.subnets, id, at);
    if (subnet) look.same(at, 'VPC', subnet.vpcId, vpc.id);
  }
  for (const [index, route] of value.entries.entries()) {
    const at = [...path, 'entries', index, 'nextHopId'];
    const hop = nextHop(network, look, route, at);
    if (hop === undefined) continue;
    look.same(at, 'VPC', hop.vpcId, vpc.id);
    look.same(at, 'account', hop.accountId, vpc.accountId);
  }
  return { ...value, ...ownerOf(vpc), path, tags: tagsOf(value) };
}

type Route = Item<'routeTables'>['entries'][number];

interface NextHop {
  readonly accountId: string;
  readonly vpcId: string;
}

/** The next hop of a route; undefined when it does not exist, or was reported before. */
function nextHop(
  { subnets, instances, interfaces, ipv6Gateways }: Network,
  look: Lookup,
  { nextHopType, nextHopId: id }: Route,
  path: Path,
): NextHop | undefined {
  if (nextHopType === 'IPv6GW') {
    return look.find('ipv6Gateways', ipv6Gateways, id, path);
  }
  const holder =
    nextHopType === 'Instance'
      ? look.find('instances', instances, id, path)
      : look.find('networkInterfaces', interfaces, id, path);
  const vpcId = holder && subnets.get(holder.subnetId)?.vpcId;
  return holder && vpcId !== undefined ? { vpcId, accountId: holder.accountId } : undefined;
}

const ownerOf = ({ accountId, regionId }: SeedOwner): SeedOwner => ({ accountId, regionId });
