import ipaddr from 'ipaddr.js';
import { blockText, ipv4Text, ipv6BlockOf } from '../subnet/range.ts';

/** A block of either version as numbers, which may have 128 bits. */
export interface Block {
  readonly text: string;
  readonly version: 'IPv4' | 'IPv6';
  readonly mask: number;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { IPv4: 32, IPv6: 128 } as const;

/** How long the mask of an IP version may be. */
export const longestMask = (version: string): number =>
  version === 'IPv6' ? BITS.IPv6 : BITS.IPv4;

/** Reads a block; undefined when it is none or has bits set after its mask. */
export function blockOf(cidr: string): Block | undefined {
  const text = blockText(cidr);
  if (text === undefined) return undefined;
  const [address, mask] = ipaddr.parseCIDR(text);
  const version = address.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
  const first = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return { text, version, mask, first, last: first + sizeOf(version, mask) - 1n };
}

/** The blocks of texts that are blocks. */
export const blocksOf = (cidrs: readonly string[]): Block[] =>
  cidrs.flatMap((cidr) => blockOf(cidr) ?? []);

export const sizeOf = (version: Block['version'], mask: number): bigint =>
  1n << BigInt(BITS[version] - mask);

export const holds = (outer: Block, inner: Block): boolean =>
  outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;

export const overlap = (one: Block, other: Block): boolean =>
  one.version === other.version && one.first <= other.last && other.first <= one.last;

/**
 * The first block of a mask that is in one of `outer` and has no address in common with `taken`;
 * undefined when there is none. Each taken block is passed once.
 */
export function freeBlock(
  outer: readonly Block[],
  taken: readonly Block[],
  mask: number,
): string | undefined {
  const byPlace = (a: Block, b: Block) => (a.first < b.first ? -1 : 1);
  const sorted = [...taken].sort(byPlace);
  for (const { version, mask: outerMask, first, last } of [...outer].sort(byPlace)) {
    if (mask < outerMask || mask > BITS[version]) continue;
    const size = sizeOf(version, mask);
    let at = first;
    for (const each of sorted) {
      if (each.version !== version || each.last < at) continue;
      if (each.first >= at + size || each.first > last) break;
      at = ((each.last + size) / size) * size;
    }
    if (at + size - 1n <= last) return textOf(version, at, mask);
  }
  return undefined;
}

function textOf(version: Block['version'], first: bigint, mask: number): string {
  if (version === 'IPv4') return `${ipv4Text(Number(first))}/${mask}`;
  const bytes = Uint8Array.from({ length: 16 }, (_, index) =>
    Number((first >> BigInt(8 * (15 - index))) & 255n),
  );
  return ipv6BlockOf(bytes, mask);
}
