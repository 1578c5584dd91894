import { ownInstance } from '../../ecs/instance/rows.ts';
import type { OwnKey } from '../../store/owned.ts';
import type { Reader } from '../../store/store.ts';
import { TRANSITIONS as HA_VIP } from '../ha-vip/lifecycle.ts';
import { ownHaVipToChange } from '../ha-vip/rows.ts';
import { ownIpv6GatewayToChange } from '../ipv6-gateway/rows.ts';
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

// Routes keep a virtual IP from being deleted: none may come once it is on its way.
const DELETING = HA_VIP.delete.from;

type Look = (tx: Reader, key: OwnKey) => Promise<{ readonly vpc_id: string } | undefined>;

/** How to find those that Tenon has; each is locked, so that it does not go meanwhile. */
const FOUND_BY: Readonly<Partial<Record<(typeof NEXT_HOP_TYPES)[number], Look>>> = {
  Instance: (tx, key) => tx.first(ownInstance, key),
  HaVip: async (tx, key) => {
    const found = await tx.first(ownHaVipToChange, key);
    return found?.status === DELETING ? undefined : found;
  },
  NetworkInterface: (tx, key) => tx.first(ownInterface, key),
  IPv6GW: (tx, key) => tx.first(ownIpv6GatewayToChange, key),
};

export const SERVED = Object.keys(FOUND_BY).join(', ');

export interface NextHop {
  readonly type: string;
  readonly served: boolean;
  /** Where it is; undefined when the caller has no such thing. */
  readonly vpcId: string | undefined;
}

/** The next hop that a request names. Call it before any other lock is taken. */
export async function nextHopOf(
  tx: Reader,
  type: (typeof NEXT_HOP_TYPES)[number],
  key: OwnKey,
): Promise<NextHop> {
  const look = FOUND_BY[type];
  return { type, served: look !== undefined, vpcId: (await look?.(tx, key))?.vpc_id };
}
