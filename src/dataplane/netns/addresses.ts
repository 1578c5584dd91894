import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/*
 * Addresses and blocks as the programs that change the kernel are given them. They come from
 * outside: each is checked before it becomes part of a rule or of a line.
 */

export type Family = 4 | 6;
export const FAMILIES: readonly Family[] = [4, 6];

const ADDRESS_TEXT = /^[0-9a-f:.]+$/;
const BLOCK_TEXT = /^([0-9a-f:.]+)\/([0-9]{1,3})$/;

/** The family of a checked or unchecked address or block. */
export const familyOf = (text: string): Family => (text.includes(':') ? 6 : 4);

/** How many bits an address of that family has. */
export const widthOf = (family: Family): number => (family === 4 ? 32 : 128);

/** The address itself, if it is one. @throws when it is not. */
export function checkedAddress(text: string): string {
  if (!ADDRESS_TEXT.test(text) || !isAddress(text)) throw new Error(`[${text}] is not an address`);
  return text;
}

/** The block itself, if it is one. @throws when it is not. */
export function checkedBlock(text: string): string {
  const [, address = '', length = ''] = BLOCK_TEXT.exec(text) ?? [];
  if (!isAddress(address) || Number(length) > widthOf(familyOf(address))) {
    throw new Error(`[${text}] is not a block of addresses`);
  }
  return text;
}

const isAddress = (text: string): boolean => (text.includes(':') ? isIPv6(text) : isIPv4(text));

export const ofFamily = (family: Family, all: readonly string[]): string[] =>
  all.filter((each) => familyOf(each) === family);

/** The block of one address. */
export const hostBlock = (address: string): string =>
  `${checkedAddress(address)}/${widthOf(familyOf(address))}`;

/**
 * The blocks of one family that cover the same addresses, without those that another contains: the
 * kernel takes no set of ranges that overlap.
 */
export function withoutContained(blocks: readonly string[]): string[] {
  const byBits = new Map(blocks.map((block) => [bitsOf(block), block]));
  const kept: string[] = [];
  let last: string | undefined;
  // In this order a block comes straight after the one that contains it, if one does.
  for (const bits of [...byBits.keys()].sort()) {
    if (last !== undefined && bits.startsWith(last)) continue;
    kept.push(byBits.get(bits) ?? '');
    last = bits;
  }
  return kept;
}

/** The bits that all addresses of a block have in common. */
function bitsOf(block: string): string {
  const [address = '', length] = checkedBlock(block).split('/');
  const bytes = ipaddr.parse(address).toByteArray();
  return bytes
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, Number(length));
}
