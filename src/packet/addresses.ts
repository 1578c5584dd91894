import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { GLOBAL_IPV6, PRIVATE_IPV4 } from '#core/network.ts';

/** An address as networks write it: dotted, or RFC 5952. Undefined when it is none. */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return ipaddr.IPv6.parse(text).toRFC5952String();
}

export const isSix = (address: string): boolean => address.includes(':');

/** Whether an address is in a block, which one of the other family never is. */
export function isWithin(address: string, block: string): boolean {
  if (isSix(address) !== isSix(block)) return false;
  return ipaddr.parse(address).match(ipaddr.parseCIDR(block));
}

/** The first of the blocks that an address is in. */
export const blockAround = (address: string, blocks: readonly string[]): string | undefined =>
  blocks.find((block) => isWithin(address, block));

const isIn = (address: string, blocks: readonly string[]): boolean =>
  blockAround(address, blocks) !== undefined;

export const prefixLength = (block: string): number => Number(block.split('/')[1]);

const MANY = ['224.0.0.0/4', '255.255.255.255/32', 'ff00::/8'];
const LINK_LOCAL_IPV6 = ['fe80::/10'];

/** Whether it may be somebody's on the internet. */
export const isPublic = (address: string): boolean =>
  isSix(address) ? isIn(address, GLOBAL_IPV6) : !isIn(address, PRIVATE_IPV4);

/** Broadcast or multicast. */
export const isForMany = (address: string): boolean => isIn(address, MANY);

export const isLinkLocalIpv6 = (address: string): boolean => isIn(address, LINK_LOCAL_IPV6);
