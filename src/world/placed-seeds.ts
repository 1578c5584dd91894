import type { Path } from './file-problems.ts';
import type {
  EipSeed,
  InstanceSeed,
  Ipv6GatewaySeed,
  NetworkInterfaceSeed,
  RouteTableSeed,
  SecurityGroupSeed,
  Seed,
  SubnetSeed,
  VpcSeed,
} from './seeds.ts';

/** A resource of the file, and its position. */
export type Placed<S extends Seed> = S & { readonly path: Path };

/** The resources of a file, with their references resolved. */
export interface PlacedSeeds {
  readonly vpcs: readonly Placed<VpcSeed>[];
  readonly subnets: readonly Placed<SubnetSeed>[];
  readonly securityGroups: readonly Placed<SecurityGroupSeed>[];
  readonly instances: readonly Placed<InstanceSeed>[];
  readonly networkInterfaces: readonly Placed<NetworkInterfaceSeed>[];
  readonly eips: readonly Placed<EipSeed>[];
  readonly ipv6Gateways: readonly Placed<Ipv6GatewaySeed>[];
  readonly routeTables: readonly Placed<RouteTableSeed>[];
}
