import type * as z from 'zod';
import type { InstanceView } from '#services/ecs/instance/result.ts';
import type { natGatewayResult } from '#services/natgateway/nat-gateway/view.ts';
import type { EipView } from '#services/vpc/eip/view.ts';
import type { HaVipView } from '#services/vpc/ha-vip/view.ts';
import type { Ipv6GatewayView } from '#services/vpc/ipv6-gateway/view.ts';
import type { NetworkInterfaceView } from '#services/vpc/network-interface/view.ts';
import type { routeTableResult } from '#services/vpc/route-table/view.ts';
import type { securityGroupResult } from '#services/vpc/security-group/view.ts';
import type { SubnetView } from '#services/vpc/subnet/view.ts';
import type { VpcView } from '#services/vpc/vpc/view.ts';

/** The resources that are kept live, by the names of their types, as the API shows them. */
export interface Views {
  readonly vpc: VpcView;
  readonly subnet: SubnetView;
  readonly instance: InstanceView;
  readonly network_interface: NetworkInterfaceView;
  readonly eip: EipView;
  readonly security_group: z.infer<ReturnType<typeof securityGroupResult>>;
  readonly route_table: z.infer<ReturnType<typeof routeTableResult>>;
  readonly ipv6_gateway: Ipv6GatewayView;
  readonly ha_vip: HaVipView;
  readonly nat_gateway: z.infer<ReturnType<typeof natGatewayResult>>;
}

export type Kind = keyof Views;

/** How resources of a kind are read. */
export interface Reading {
  readonly service: 'vpc' | 'ecs' | 'natgateway';
  readonly action: string;
  /** The list in the answer. */
  readonly list: string;
  /** The field with the id. */
  readonly id: string;
  /** The parameter that takes ids, and how many of them at once. */
  readonly by: string;
  readonly atOnce: number;
}

const MOST_IDS = 100;

const reading = (
  service: Reading['service'],
  action: string,
  list: string,
  id: string,
  by = `${id}s`,
  atOnce = MOST_IDS,
): Reading => ({ service, action, list, id, by, atOnce });

/** In the order in which they are loaded. */
export const KINDS: Readonly<Record<Kind, Reading>> = {
  vpc: reading('vpc', 'DescribeVpcs', 'Vpcs', 'VpcId'),
  subnet: reading('vpc', 'DescribeSubnets', 'Subnets', 'SubnetId'),
  route_table: reading(
    ...(['vpc', 'DescribeRouteTableList', 'RouterTableList', 'RouteTableId'] as const),
    'RouteTableId',
    1,
  ),
  security_group: reading('vpc', 'DescribeSecurityGroups', 'SecurityGroups', 'SecurityGroupId'),
  eip: reading('vpc', 'DescribeEipAddresses', 'EipAddresses', 'AllocationId'),
  ipv6_gateway: reading('vpc', 'DescribeIpv6Gateways', 'Ipv6Gateways', 'Ipv6GatewayId'),
  ha_vip: reading('vpc', 'DescribeHaVips', 'HaVips', 'HaVipId'),
  nat_gateway: reading('natgateway', 'DescribeNatGateways', 'NatGateways', 'NatGatewayId'),
  instance: reading('ecs', 'DescribeInstances', 'Instances', 'InstanceId'),
  network_interface: reading(
    ...(['vpc', 'DescribeNetworkInterfaces', 'NetworkInterfaceSets'] as const),
    'NetworkInterfaceId',
  ),
};

export const KIND_NAMES = Object.keys(KINDS) as Kind[];

export const isKind = (type: string): type is Kind => Object.hasOwn(KINDS, type);

/** The id of a resource, read by the name of its field. */
export const idOf = (kind: Kind, view: object): string =>
  String((view as Record<string, unknown>)[KINDS[kind].id]);
