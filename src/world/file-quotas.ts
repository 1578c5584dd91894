import { RESOURCES, type ResourceKind } from '#core/resources.ts';
import type { ResourceTable } from '#store/schema.ts';
import type { Path, Report } from './file-problems.ts';
import type { PlacedSeeds } from './placed-seeds.ts';
import type { HolderSeed, Seed } from './seeds.ts';
import type { InstanceType, QuotaName, World } from './world.ts';

/** The table of the resources in each list. */
const TABLE_OF = {
  vpcs: 'vpc',
  securityGroups: 'security_group',
  instances: 'instance',
  networkInterfaces: 'network_interface',
  eips: 'eip',
  subnets: 'subnet',
  ipv6Gateways: 'ipv6_gateway',
  routeTables: 'route_table',
} as const satisfies Record<keyof PlacedSeeds, ResourceTable>;

/**
 * Reports when an account, a VPC, an instance or an interface has more of something than it may
 * have.
 */
export function checkQuotas(seeds: PlacedSeeds, world: World, report: Report): void {
  const counted = new Map<string, number>();
  const count = (quota: QuotaName, of: Seed & { path: Path }, within: string) => {
    const key = `${quota} ${within}`;
    const used = (counted.get(key) ?? 0) + 1;
    counted.set(key, used);
    const most = world.quota(of.accountId, quota);
    if (used === most + 1)
      report(of.path, `is one more than the quota ${quota} of ${within}: ${most}`);
  };
  for (const [list, table] of Object.entries(TABLE_OF) as [keyof PlacedSeeds, ResourceTable][]) {
    const { quota }: ResourceKind = RESOURCES[table];
    if (quota === null) continue;
    // Each VPC has a Default group, which counts.
    const counted = table === 'security_group' ? [...seeds.vpcs, ...seeds[list]] : seeds[list];
    for (const seed of counted) count(quota, seed, `account ${seed.accountId} in ${seed.regionId}`);
  }
  for (const subnet of seeds.subnets) count('SubnetsPerVpc', subnet, subnet.vpcId);
  // Each VPC has a system table, which counts.
  for (const vpc of seeds.vpcs) count('RouteTablesPerVpc', vpc, vpc.id);
  for (const table of seeds.routeTables) {
    count('RouteTablesPerVpc', table, table.vpcId);
    for (const index of table.entries.keys()) {
      const path = [...table.path, 'entries', index];
      count('RoutesPerRouteTable', { ...table, path }, table.id);
    }
  }
  checkInterfaces(seeds, world, report);
}

function checkInterfaces(seeds: PlacedSeeds, world: World, report: Report): void {
  const types = new Map<string, InstanceType | undefined>();
  const attached = new Map<string, number>();
  for (const instance of seeds.instances) {
    const type = world.instanceType(instance.instanceTypeId);
    types.set(instance.id, type);
    attached.set(instance.id, 1);
    checkHolder(instance, type, world, report);
  }
  for (const networkInterface of seeds.networkInterfaces) {
    const { path, instanceId = '' } = networkInterface;
    const type = types.get(instanceId);
    checkHolder(networkInterface, type, world, report);
    const count = (attached.get(instanceId) ?? 0) + 1;
    attached.set(instanceId, count);
    if (type && count > type.maxInterfaces) {
      const problem = `${instanceId} holds ${type.maxInterfaces} interfaces, the primary one counted`;
      report([...path, 'instanceId'], `${problem}: ${type.id} takes no more`);
    }
  }
}

function checkHolder(
  holder: HolderSeed & { readonly path: Path },
  type: InstanceType | undefined,
  world: World,
  report: Report,
): void {
  const { path, accountId, securityGroupIds, privateIpAddresses, ipv6Addresses } = holder;
  const quota = (name: QuotaName) => world.quota(accountId, name);
  const most = (field: string, count: number, allowed: number, by: string) => {
    if (count > allowed) report([...path, field], `names ${count}: ${by} takes ${allowed}`);
  };
  most(
    'securityGroupIds',
    securityGroupIds.length,
    quota('SecurityGroupsPerInterface'),
    'an interface',
  );
  const ipv4 = type
    ? type.maxAddressesPerInterface - 1
    : quota('SecondaryIpv4PerDetachedInterface');
  const ipv6 = type ? type.maxAddressesPerInterface : quota('Ipv6PerDetachedInterface');
  const by = type ? `an interface on ${type.id}` : 'an interface';
  most('privateIpAddresses', privateIpAddresses.length, ipv4, `${by}, besides the primary one,`);
  most('ipv6Addresses', ipv6Addresses.length, ipv6, by);
}
