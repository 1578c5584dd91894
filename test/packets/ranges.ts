import { isIPv6 } from 'node:net';

/* Addresses and blocks as numbers: what the model knows of them, and nothing of Tenon's own. */

interface Range {
  readonly six: boolean;
  readonly first: bigint;
  readonly last: bigint;
  readonly length: number;
}

const ranges = new Map<string, Range>();

/** The addresses of a block, or one address. */
export function rangeOf(block: string): Range {
  const known = ranges.get(block);
  if (known !== undefined) return known;
  const [address = '', length] = block.split('/');
  const six = isIPv6(address);
  const bits = six ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  const hosts = (1n << BigInt(bits - prefix)) - 1n;
  const first = (six ? ipv6Number(address) : ipv4Number(address)) & ~hosts;
  const range = { six, first, last: first | hosts, length: prefix };
  ranges.set(block, range);
  return range;
}

export const isSix = (address: string): boolean => rangeOf(address).six;

/** Whether an address is in a block, which an address of the other family never is. */
export function within(address: string, block: string): boolean {
  const one = rangeOf(address);
  const all = rangeOf(block);
  return one.six === all.six && one.first >= all.first && one.first <= all.last;
}

export const withinAny = (address: string, blocks: readonly string[]): boolean =>
  blocks.some((block) => within(address, block));

export const prefixLength = (block: string): number => rangeOf(block).length;

export const sameAddress = (one: string, other: string): boolean =>
  one === other || (isSix(one) === isSix(other) && rangeOf(one).first === rangeOf(other).first);

function ipv4Number(text: string): bigint {
  return text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(Number(part)), 0n);
}

function ipv6Number(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const parts = (side: string) => (side === '' ? [] : side.split(':'));
  const before = parts(head);
  const after = tail === undefined ? [] : parts(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce(
    (sum, part) => (sum << 16n) | BigInt(Number.parseInt(part, 16)),
    0n,
  );
}
