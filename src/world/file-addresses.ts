import {
  contains,
  type Ipv4Range,
  ipv4Number,
  ipv4Range,
  ipv4Text,
  ipv6Usable,
  overlaps,
  usable,
  usableCount,
} from '#services/vpc/subnet/range.ts';
import { Once } from './file-duplicates.ts';
import type { Path, Report } from './file-problems.ts';
import type { Placed, PlacedSeeds } from './placed-seeds.ts';
import type { HolderSeed, SubnetSeed, VpcSeed } from './seeds.ts';

/** Reports blocks that do not fit or overlap, and addresses outside their subnet or used twice. */
export function checkAddresses(seeds: PlacedSeeds, report: Report): void {
  checkBlocks(seeds, report);
  checkHolders(seeds, report);
  const once = new Once(report);
  for (const { path, id, regionId, ipAddress, ...bound } of seeds.eips) {
    once.add(ipAddress, [...path, 'ipAddress'], regionId);
    const holder = carrier(seeds, bound);
    if (holder === undefined) continue;
    const address = bound.privateIpAddress ?? holder.primaryIpAddress ?? 'the primary address';
    once.add(address, path, `EIP of ${holder.id}`);
  }
}

function carrier(
  { instances, networkInterfaces }: PlacedSeeds,
  bound: {
    readonly instanceId?: string | undefined;
    readonly networkInterfaceId?: string | undefined;
  },
): HolderSeed | undefined {
  const { instanceId, networkInterfaceId } = bound;
  if (networkInterfaceId === undefined) return instances.find(({ id }) => id === instanceId);
  return (
    networkInterfaces.find(({ id }) => id === networkInterfaceId) ??
    instances.find((instance) => instance.primaryNetworkInterfaceId === networkInterfaceId)
  );
}

function checkBlocks({ vpcs, subnets }: PlacedSeeds, report: Report): void {
  const once = new Once(report);
  const homes = new Map<string, { vpc: VpcSeed; taken: { id: string; range: Ipv4Range }[] }>();
  for (const vpc of vpcs) {
    once.add(vpc.ipv6CidrBlock, [...vpc.path, 'ipv6CidrBlock'], vpc.regionId);
    homes.set(vpc.id, { vpc, taken: [] });
  }
  for (const { id, path, vpcId, cidrBlock, ipv6CidrBlock } of subnets) {
    const home = homes.get(vpcId);
    const outer = ipv4Range(home?.vpc.cidrBlock ?? '');
    const range = ipv4Range(cidrBlock);
    once.add(ipv6CidrBlock || undefined, [...path, 'ipv6CidrBlock'], vpcId);
    if (home === undefined || outer === undefined || range === undefined) continue;
    const at = [...path, 'cidrBlock'];
    if (!contains(outer, range)) {
      report(at, `${cidrBlock} is outside ${vpcId}, which has ${home.vpc.cidrBlock}`);
    }
    const other = home.taken.find((each) => overlaps(each.range, range));
    if (other) report(at, `${cidrBlock} overlaps ${other.id}`);
    home.taken.push({ id, range });
  }
}

function checkHolders(seeds: PlacedSeeds, report: Report): void {
  const once = new Once(report);
  const held = new Map<string, number>();
  const subnets = new Map(seeds.subnets.map((subnet) => [subnet.id, subnet]));
  for (const holder of [...seeds.instances, ...seeds.networkInterfaces]) {
    const subnet = subnets.get(holder.subnetId);
    if (subnet === undefined) continue;
    once.add(holder.macAddress, [...holder.path, 'macAddress'], holder.regionId);
    for (const { path, address, family } of namedAddresses(holder)) {
      once.add(address, path, subnet.id);
      const problem = family === 4 ? outside4(subnet, address) : outside6(subnet, address);
      if (problem !== undefined) report(path, problem);
    }
    if (holder.privateIpAddresses.length > 0 && holder.primaryIpAddress === undefined) {
      report([...holder.path, 'primaryIpAddress'], 'is missing: name it where others are named');
    }
    const range = ipv4Range(subnet.cidrBlock);
    if (range === undefined) continue;
    const count = (held.get(subnet.id) ?? 0) + 1 + holder.privateIpAddresses.length;
    held.set(subnet.id, count);
    if (count > usableCount(range)) {
      report(holder.path, `${subnet.id} has no address left: it has ${usableCount(range)}`);
    }
  }
}

interface Named {
  readonly path: Path;
  readonly address: string;
  readonly family: 4 | 6;
}

function namedAddresses(holder: Placed<HolderSeed>): Named[] {
  const { path, primaryIpAddress, privateIpAddresses, ipv6Addresses } = holder;
  const named: Named[] = [];
  if (primaryIpAddress !== undefined) {
    named.push({ path: [...path, 'primaryIpAddress'], address: primaryIpAddress, family: 4 });
  }
  for (const [index, address] of privateIpAddresses.entries()) {
    named.push({ path: [...path, 'privateIpAddresses', index], address, family: 4 });
  }
  for (const [index, address] of ipv6Addresses.entries()) {
    named.push({ path: [...path, 'ipv6Addresses', index], address, family: 6 });
  }
  return named;
}

function outside4(subnet: SubnetSeed, address: string): string | undefined {
  const range = ipv4Range(subnet.cidrBlock);
  if (range === undefined) return `${subnet.id} is IPv6-only`;
  const { first, last } = usable(range);
  const number = ipv4Number(address) ?? -1;
  if (number >= first && number <= last) return undefined;
  return `${address} cannot be had in ${subnet.id}, which gives out ${ipv4Text(first)} to ${ipv4Text(last)}`;
}

function outside6({ id, ipv6CidrBlock }: SubnetSeed, address: string): string | undefined {
  if (ipv6CidrBlock === '') return `${id} has no IPv6 block`;
  if (ipv6Usable(ipv6CidrBlock, address)) return undefined;
  return `${address} cannot be had in ${id}, which has ${ipv6CidrBlock}`;
}
