import { createHash } from 'node:crypto';
import type { Network } from '#core/network.ts';
import type { DropReason } from '../../driver.ts';
import type { Family } from '../addresses.ts';
import { checkedId, deviceOf } from '../names.ts';

/*
 * What chains, sets and devices are called in a router. A person who reads `nft list ruleset` there
 * finds the ids of groups, ACLs and subnets in them.
 */

/** The router's link to the internet, and the one whose packets go nowhere. */
export const INTERNET_DEVICE = 'internet';
export const NOWHERE_DEVICE = 'nowhere';

/** The address of the metadata service, the same in every network. */
export const METADATA_ADDRESS = '100.96.0.96';
/** The router's address on every link. */
export const ROUTER_LINK_LOCAL = 'fe80::1';

/** The packets that a NIC lost, by device and reason. */
export const DROPPED = 'dropped';
/** What EIPs carry, by the private address that each stands for. */
export const EIP_RECEIVED = 'eip-received';
export const EIP_SENT = 'eip-sent';
/** What the addresses of NAT gateways carry, by themselves. */
export const NAT_RECEIVED = 'nat-received';
export const NAT_SENT = 'nat-sent';

/** A reason as it stands in that set: by its place here, beginning with 1. */
export const DROP_REASONS: readonly DropReason[] = [
  'source-check',
  'security-group-egress',
  'security-group-ingress',
  'network-acl-egress',
  'network-acl-ingress',
  'no-route',
  'bandwidth',
];
export const numberOf = (reason: DropReason): number => DROP_REASONS.indexOf(reason) + 1;

/** Which end of a packet's way a chain is about: the NIC that sent it or the one that receives it. */
export type Side = 'sender' | 'receiver';
export const deviceAt = (side: Side): string => (side === 'sender' ? 'iifname' : 'oifname');

export type Direction = 'egress' | 'ingress';

/** The header field with the address of the other end. */
export const peerField = (direction: Direction, family: Family): string =>
  `${family === 4 ? 'ip' : 'ip6'} ${direction === 'egress' ? 'daddr' : 'saddr'}`;

export const fieldOf = (family: Family, field: 'saddr' | 'daddr'): string =>
  `${family === 4 ? 'ip' : 'ip6'} ${field}`;

export const typeOf = (family: Family): string => `ipv${family}_addr`;

/** The kernel takes names of up to 127 characters. */
const LONGEST_NAME = 120;

/** `prefix/id/id`, or a hash of the ids where that is too long. */
export function nameOf(prefix: string, ids: readonly string[]): string {
  const name = [prefix, ...ids.map(checkedId)].join('/');
  return name.length <= LONGEST_NAME ? name : `${prefix}/${hashOf(ids)}`;
}

export const hashOf = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 16);

/** A device's name as a rule has it. */
export const quoted = (device: string): string => `"${device}"`;

const devices = new WeakMap<Network, ReadonlyMap<string, string>>();

/** A NIC's device as rules have it. The names of a picture's NICs are hashed once. */
export function deviceIn(network: Network, nicId: string): string {
  let all = devices.get(network);
  if (all === undefined) {
    all = new Map(network.nics.map(({ id }) => [id, quoted(deviceOf(id))]));
    devices.set(network, all);
  }
  return all.get(nicId) ?? quoted(deviceOf(nicId));
}
