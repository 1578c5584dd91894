import type { InstanceStatus } from '#services/ecs/instance/lifecycle.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';

/**
 * The resources that a world starts with. References are resolved: an interface has the account and
 * the region of its VPC.
 */
export interface Seeds {
  readonly vpcs: readonly VpcSeed[];
  readonly subnets: readonly SubnetSeed[];
  readonly securityGroups: readonly SecurityGroupSeed[];
  readonly instances: readonly InstanceSeed[];
  readonly networkInterfaces: readonly NetworkInterfaceSeed[];
  readonly eips: readonly EipSeed[];
  readonly ipv6Gateways: readonly Ipv6GatewaySeed[];
  readonly routeTables: readonly RouteTableSeed[];
}

export const NO_SEEDS: Seeds = {
  vpcs: [],
  subnets: [],
  securityGroups: [],
  instances: [],
  networkInterfaces: [],
  eips: [],
  ipv6Gateways: [],
  routeTables: [],
};

/** The fields of every resource. */
export interface Seed {
  readonly id: string;
  readonly accountId: string;
  readonly regionId: string;
  readonly projectName: string;
  /** Absent to use the id. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly tags: readonly Tag[];
}

export interface VpcSeed extends Seed {
  readonly cidrBlock: string;
  /** A /56; absent for a VPC without IPv6. */
  readonly ipv6CidrBlock?: string | undefined;
  readonly dnsServers: readonly string[];
  readonly isDefault: boolean;
  readonly routeTableId?: string | undefined;
  readonly defaultSecurityGroupId: string;
}

export interface SubnetSeed extends Seed {
  readonly vpcId: string;
  readonly zoneId: string;
  /** '' in an IPv6-only subnet. */
  readonly cidrBlock: string;
  /** A /64; '' when IPv6 is off. */
  readonly ipv6CidrBlock: string;
}

export interface SecurityGroupSeed extends Seed {
  readonly vpcId: string;
  readonly type: 'normal' | 'cidr_only';
  readonly serviceManaged: boolean;
}

/** A holder of addresses: an interface, or an instance with its primary one. */
export interface HolderSeed extends Seed {
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  /** Absent to allocate one. */
  readonly primaryIpAddress?: string | undefined;
  readonly privateIpAddresses: readonly string[];
  readonly ipv6Addresses: readonly string[];
  readonly macAddress?: string | undefined;
}

export interface InstanceSeed extends HolderSeed {
  readonly instanceTypeId: string;
  readonly imageId: string;
  readonly status: InstanceStatus;
  /** The elastic scheduled instance (ESI) order that delivered it, '' for none. */
  readonly scheduledInstanceId: string;
  readonly primaryNetworkInterfaceId?: string | undefined;
}

export interface NetworkInterfaceSeed extends HolderSeed {
  readonly type: 'secondary' | 'trunk';
  /** The instance that it is attached to. */
  readonly instanceId?: string | undefined;
  readonly deleteOnTermination: boolean;
  readonly serviceManaged: boolean;
  readonly portSecurityEnabled: boolean;
}

export interface EipSeed extends Seed {
  readonly ipAddress?: string | undefined;
  readonly isp: string;
  readonly bandwidth: number;
  readonly billingType: number;
  /** What it is bound to: an instance, or an interface. */
  readonly instanceId?: string | undefined;
  readonly networkInterfaceId?: string | undefined;
  /** Absent for the interface's primary address. */
  readonly privateIpAddress?: string | undefined;
}

export interface Ipv6GatewaySeed extends Seed {
  readonly vpcId: string;
}

/** A custom route table. */
export interface RouteTableSeed extends Seed {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly entries: readonly RouteSeed[];
}

export interface RouteSeed {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  /** An IPv4 or IPv6 block. */
  readonly destinationCidrBlock: string;
  readonly nextHopType: 'Instance' | 'NetworkInterface' | 'IPv6GW';
  readonly nextHopId: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}
