import {
  addressOfSlot,
  NAT_SLOTS,
  type NatGateway,
  type NatMapping,
  type NatSource,
} from '#core/network.ts';
import { isWithin, prefixLength } from './addresses.ts';
import type { NatTarget, Packet } from './packet.ts';

/** The entry by which what an address sends leaves: that with the longest prefix. */
export function sourceEntryOf({ sources }: NatGateway, address: string): NatSource | undefined {
  return sources
    .filter(({ block }) => isWithin(address, block))
    .sort((a, b) => prefixLength(b.block) - prefixLength(a.block))[0];
}

/** By which of an entry's addresses it leaves. */
export const leavesAs = (entry: NatSource, address: string): string =>
  addressOfSlot(entry, Number(address.split('.').at(-1)) % NAT_SLOTS);

/** The entry that takes a packet from the internet. */
export function mappingFor(
  { mappings }: NatGateway,
  { destination, protocol, port }: Packet,
): NatMapping | undefined {
  return mappings.find(({ address, ports }) => {
    if (address !== destination) return false;
    if (ports === undefined) return true;
    const [first, last] = ports.outside;
    return ports.protocol === protocol && port >= first && port <= last;
  });
}

/** Where a mapping leads a packet. */
export function mapped({ privateAddress, ports }: NatMapping, port: number): NatTarget {
  const shift = ports === undefined ? 0 : ports.inside[0] - ports.outside[0];
  return { address: privateAddress, port: port + shift };
}
