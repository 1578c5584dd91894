import { TRANSITIONS as INSTANCE } from '#services/ecs/instance/lifecycle.ts';
import { ownInstance } from '#services/ecs/instance/rows.ts';
import { TRANSITIONS as NAT_GATEWAY } from '#services/natgateway/nat-gateway/lifecycle.ts';
import { ownNatGatewayToChange } from '#services/natgateway/nat-gateway/rows.ts';
import type { OwnKey } from '#store/owned.ts';
import type { Query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { TRANSITIONS as HA_VIP } from '../ha-vip/lifecycle.ts';
import { ownHaVipToChange } from '../ha-vip/rows.ts';
import { TRANSITIONS as INSTANCE_GROUP } from '../instance-group/lifecycle.ts';
import { ownInstanceGroupToChange } from '../instance-group/rows.ts';
import { TRANSITIONS as IPV6_GATEWAY } from '../ipv6-gateway/lifecycle.ts';
import { ownIpv6GatewayToChange } from '../ipv6-gateway/rows.ts';
import { TRANSITIONS as NETWORK_INTERFACE } from '../network-interface/lifecycle.ts';
import { ownInterface } from '../network-interface/rows.ts';

/** What a route can lead to in the cloud. Source: the API explorer. */
export const NEXT_HOP_TYPES = [
  'Instance',
  'HaVip',
  'NetworkInterface',
  'NatGW',
  'VpnGW',
  'VpcPeer',
  'RegionGW',
  'TransitRouter',
  'IPv6GW',
  'CloudConnector',
  'GWLBEndpoint',
  'InstanceGroup',
] as const;

/**
 * How to find and lock a next hop of each type that Tenon has, and the status in which it is being
 * deleted.
 */
const FOUND_BY: Readonly<Partial<Record<(typeof NEXT_HOP_TYPES)[number], Look>>> = {
  Instance: [ownInstance, INSTANCE.delete.from],
  HaVip: [ownHaVipToChange, HA_VIP.delete.from],
  NetworkInterface: [ownInterface, NETWORK_INTERFACE.delete.from],
  InstanceGroup: [ownInstanceGroupToChange, INSTANCE_GROUP.delete.from],
  NatGW: [ownNatGatewayToChange, NAT_GATEWAY.delete.from],
  IPv6GW: [ownIpv6GatewayToChange, IPV6_GATEWAY.delete.from],
};

type Look = readonly [
  Query<OwnKey, { readonly vpc_id: string; readonly status: string }>,
  leaving: string,
];

export const SERVED = Object.keys(FOUND_BY).join(', ');

export interface NextHop {
  readonly type: string;
  readonly served: boolean;
  /** The VPC that it is in; undefined when the caller has no such resource. */
  readonly vpcId: string | undefined;
  /** Whether it is being deleted: the route would be deleted with it. */
  readonly leaving: boolean;
}

/** Loads the next hop that a request names. Call it before any other row is locked. */
export async function nextHopOf(
  tx: Reader,
  type: (typeof NEXT_HOP_TYPES)[number],
  key: OwnKey,
): Promise<NextHop> {
  const look = FOUND_BY[type];
  const found = look && (await tx.first(look[0], key));
  return {
    type,
    served: look !== undefined,
    vpcId: found?.vpc_id,
    leaving: found !== undefined && found.status === look?.[1],
  };
}
