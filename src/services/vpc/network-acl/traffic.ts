import ipaddr from 'ipaddr.js';
import { ipv4Range } from '../subnet/range.ts';
import { ANY_PORT } from './entries.ts';

/**
 * The protocols whose entries name ports. Source: the Port parameters of UpdateNetworkAclEntries.
 */
const WITH_PORTS = ['tcp', 'udp'];

export const needsPort = (protocol: string): boolean => WITH_PORTS.includes(protocol);

const LAST_PORT = 65_535;

/**
 * Whether a protocol can have `port`: `start/end` from 1 on, or `-1/-1` for a protocol without
 * ports.
 */
export function portFits(protocol: string, port: string): boolean {
  if (!needsPort(protocol)) return port === ANY_PORT;
  const [, start = '', end = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(port) ?? [];
  return (
    start !== '' && Number(start) >= 1 && Number(start) <= Number(end) && Number(end) <= LAST_PORT
  );
}

/**
 * The IP version of a CIDR block; undefined when it is not a block or has bits set after its mask.
 */
export function familyOf(cidr: string): 4 | 6 | undefined {
  if (ipv4Range(cidr)) return 4;
  if (cidr.includes('%') || !ipaddr.IPv6.isValidCIDR(cidr)) return undefined;
  const [address] = ipaddr.IPv6.parseCIDR(cidr);
  const network = ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return network.toNormalizedString() === address.toNormalizedString() ? 6 : undefined;
}
