import { ipv6Subnet } from '#services/vpc/subnet/range.ts';
import { Lookup, type SeedOwner } from './file-lookup.ts';
import type { Entry, ParsedFile } from './file-parse.ts';
import type { Path, Report } from './file-problems.ts';
import { followIpv6Gateway, followRouteTable, type Network } from './file-routing.ts';
import type { Item } from './file-schema.ts';
import { tagsOf } from './file-tags.ts';
import type { Placed, PlacedSeeds } from './placed-seeds.ts';
import type {
  EipSeed,
  HolderSeed,
  InstanceSeed,
  Ipv6GatewaySeed,
  NetworkInterfaceSeed,
  RouteTableSeed,
  SecurityGroupSeed,
  Seed,
  SubnetSeed,
  VpcSeed,
} from './seeds.ts';
import type { World } from './world.ts';

/**
 * Resolves the references of a file's resources, and fills in what one takes from another. A
 * reference that leads nowhere is reported; what depends on it is left out and not reported again.
 */
export function followReferences(file: ParsedFile, world: World, report: Report): PlacedSeeds {
  const follow = new Followed(file, world, report);
  const { lists } = file;
  return {
    vpcs: made(lists.vpcs, (entry) => follow.vpc(entry)),
    subnets: made(lists.subnets, (entry) => follow.subnet(entry)),
    securityGroups: made(lists.securityGroups, (entry) => follow.securityGroup(entry)),
    instances: made(lists.instances, (entry) => follow.instance(entry)),
    networkInterfaces: made(lists.networkInterfaces, (entry) => follow.networkInterface(entry)),
    eips: made(lists.eips, (entry) => follow.eip(entry)),
    ipv6Gateways: made(lists.ipv6Gateways, (entry) => follow.ipv6Gateway(entry)),
    routeTables: made(lists.routeTables, (entry) => follow.routeTable(entry)),
  };
}

function made<T, S>(entries: readonly Entry<T>[], make: (entry: Entry<T>) => S | undefined): S[] {
  return entries.map(make).filter((each) => each !== undefined);
}

type Group = { readonly id: string; readonly vpcId: string };

/** The resources resolved so far: each type refers only to earlier ones. */
class Followed {
  readonly #file: ParsedFile;
  readonly #look: Lookup;
  readonly #world: World;
  readonly #report: Report;
  readonly #vpcs = new Map<string, VpcSeed>();
  readonly #subnets = new Map<string, SubnetSeed>();
  readonly #groups = new Map<string, Group>();
  readonly #instances = new Map<string, InstanceSeed>();
  readonly #interfaces = new Map<string, HolderSeed>();
  readonly #gateways = new Map<string, Ipv6GatewaySeed>();

  constructor(file: ParsedFile, world: World, report: Report) {
    this.#file = file;
    this.#look = new Lookup(file, world, report);
    this.#world = world;
    this.#report = report;
  }

  vpc({ path, value }: Entry<Item<'vpcs'>>): Placed<VpcSeed> | undefined {
    const owner = this.#look.owner(path, value);
    if (owner === undefined) return undefined;
    const defaultSecurityGroupId =
      value.defaultSecurityGroupId ?? `sg-${value.id.slice('vpc-'.length)}-default`;
    const seed = { ...value, ...owner, path, tags: tagsOf(value), defaultSecurityGroupId };
    this.#vpcs.set(seed.id, seed);
    this.#groups.set(defaultSecurityGroupId, { id: defaultSecurityGroupId, vpcId: seed.id });
    return seed;
  }

  subnet({ path, value }: Entry<Item<'subnets'>>): Placed<SubnetSeed> | undefined {
    const vpc = this.#look.find('vpcs', this.#vpcs, value.vpcId, [...path, 'vpcId']);
    if (vpc === undefined) return undefined;
    const zones = this.#world.region(vpc.regionId)?.zones ?? [];
    if (!zones.includes(value.zoneId)) {
      this.#report([...path, 'zoneId'], `${vpc.regionId} has ${zones.join(', ')}`);
    }
    const last = value.ipv6CidrBlock;
    if (last !== undefined && vpc.ipv6CidrBlock === undefined) {
      this.#report([...path, 'ipv6CidrBlock'], `${vpc.id} has no IPv6 block`);
    }
    if (last === undefined && value.cidrBlock === undefined) {
      this.#report([...path, 'cidrBlock'], 'is missing, and so is ipv6CidrBlock');
    }
    const seed = {
      ...value,
      ...ownerOf(vpc),
      path,
      tags: tagsOf(value),
      projectName: vpc.projectName,
      cidrBlock: value.cidrBlock ?? '',
      ipv6CidrBlock: (last !== undefined && ipv6Subnet(vpc.ipv6CidrBlock ?? '', last)) || '',
    };
    this.#subnets.set(seed.id, seed);
    return seed;
  }

  securityGroup({
    path,
    value,
  }: Entry<Item<'securityGroups'>>): Placed<SecurityGroupSeed> | undefined {
    const vpc = this.#look.find('vpcs', this.#vpcs, value.vpcId, [...path, 'vpcId']);
    if (vpc === undefined) return undefined;
    this.#groups.set(value.id, value);
    return { ...value, ...ownerOf(vpc), path, tags: tagsOf(value) };
  }

  instance({ path, value }: Entry<Item<'instances'>>): Placed<InstanceSeed> | undefined {
    const { instanceTypeId, primaryNetworkInterfaceId } = value;
    const imageId = value.imageId ?? this.#world.images[0]?.id ?? '';
    if (!this.#world.images.some(({ id }) => id === imageId)) {
      this.#report([...path, 'imageId'], `there is no image ${imageId}`);
    }
    const withdrawn = this.#file.settings.withdrawnInstanceTypes.includes(instanceTypeId);
    if (!withdrawn && this.#world.instanceType(instanceTypeId) === undefined) {
      this.#report(
        [...path, 'instanceTypeId'],
        `${instanceTypeId} is not in the catalogue; one that is meant not to be stands under withdrawnInstanceTypes`,
      );
    }
    const home = this.#home(path, value);
    if (home === undefined) return undefined;
    const accountId = value.accountId ?? home.subnet.accountId;
    this.#look.account([...path, 'accountId'], accountId);
    const seed = {
      ...value,
      ...ownerOf(home.subnet),
      accountId,
      path,
      tags: tagsOf(value),
      imageId,
      scheduledInstanceId: value.scheduledInstanceId ?? '',
      securityGroupIds: home.securityGroupIds,
    };
    this.#instances.set(seed.id, seed);
    if (primaryNetworkInterfaceId) this.#interfaces.set(primaryNetworkInterfaceId, seed);
    return seed;
  }

  networkInterface({
    path,
    value,
  }: Entry<Item<'networkInterfaces'>>): Placed<NetworkInterfaceSeed> | undefined {
    const home = this.#home(path, value);
    if (home === undefined) return undefined;
    const seed = {
      ...value,
      ...ownerOf(home.subnet),
      path,
      tags: tagsOf(value),
      securityGroupIds: home.securityGroupIds,
    };
    if (value.instanceId !== undefined) this.#attach(seed, home.subnet, value.instanceId);
    this.#interfaces.set(seed.id, seed);
    return seed;
  }

  eip({ path, value }: Entry<Item<'eips'>>): Placed<EipSeed> | undefined {
    const owner = this.#look.owner(path, value);
    if (owner === undefined) return undefined;
    const { instanceId, networkInterfaceId } = value;
    if (instanceId !== undefined && networkInterfaceId !== undefined) {
      this.#report([...path, 'networkInterfaceId'], 'excludes instanceId: one of them');
    }
    const field = instanceId === undefined ? 'networkInterfaceId' : 'instanceId';
    const at = [...path, field];
    const holder =
      instanceId !== undefined
        ? this.#look.find('instances', this.#instances, instanceId, at)
        : networkInterfaceId !== undefined
          ? this.#look.find('networkInterfaces', this.#interfaces, networkInterfaceId, at)
          : undefined;
    if (holder) {
      this.#look.same(at, 'account', holder.accountId, owner.accountId);
      this.#look.same(at, 'region', holder.regionId, owner.regionId);
      if (this.#subnets.get(holder.subnetId)?.cidrBlock === '') {
        this.#report(at, `${holder.id} has no IPv4 address`);
      }
      const held = [holder.primaryIpAddress, ...holder.privateIpAddresses];
      if (value.privateIpAddress !== undefined && !held.includes(value.privateIpAddress)) {
        this.#report([...path, 'privateIpAddress'], `is not given to ${holder.id} here`);
      }
    } else if (value.privateIpAddress !== undefined) {
      this.#report([...path, 'privateIpAddress'], 'needs an instanceId or a networkInterfaceId');
    }
    return { ...value, ...owner, path, tags: tagsOf(value) };
  }

  ipv6Gateway(entry: Entry<Item<'ipv6Gateways'>>): Placed<Ipv6GatewaySeed> | undefined {
    const seed = followIpv6Gateway(entry, this.#network, this.#look);
    if (seed) this.#gateways.set(seed.id, seed);
    return seed;
  }

  routeTable(entry: Entry<Item<'routeTables'>>): Placed<RouteTableSeed> | undefined {
    return followRouteTable(entry, this.#network, this.#look);
  }

  get #network(): Network {
    return {
      vpcs: this.#vpcs,
      subnets: this.#subnets,
      instances: this.#instances,
      interfaces: this.#interfaces,
      ipv6Gateways: this.#gateways,
    };
  }

  /** The subnet of an instance or interface, and its groups: by default the VPC's own. */
  #home(
    path: Path,
    value: { readonly subnetId: string; readonly securityGroupIds?: string[] | undefined },
  ): { subnet: SubnetSeed; securityGroupIds: readonly string[] } | undefined {
    const subnet = this.#look.find('subnets', this.#subnets, value.subnetId, [...path, 'subnetId']);
    const vpc = subnet && this.#vpcs.get(subnet.vpcId);
    if (subnet === undefined || vpc === undefined) return undefined;
    const securityGroupIds = value.securityGroupIds ?? [vpc.defaultSecurityGroupId];
    for (const [index, id] of securityGroupIds.entries()) {
      const at = [...path, 'securityGroupIds', index];
      const group = this.#look.find('securityGroups', this.#groups, id, at);
      if (group) this.#look.same(at, 'VPC', group.vpcId, vpc.id);
    }
    return { subnet, securityGroupIds };
  }

  #attach({ path, accountId }: Placed<Seed>, subnet: SubnetSeed, instanceId: string): void {
    const at = [...path, 'instanceId'];
    const instance = this.#look.find('instances', this.#instances, instanceId, at);
    const home = instance && this.#subnets.get(instance.subnetId);
    if (instance === undefined || home === undefined) return;
    this.#look.same(at, 'account', instance.accountId, accountId);
    this.#look.same(at, 'VPC', home.vpcId, subnet.vpcId);
    this.#look.same(at, 'zone', home.zoneId, subnet.zoneId);
  }
}

const ownerOf = ({ accountId, regionId }: SeedOwner): SeedOwner => ({ accountId, regionId });
