import type { Protocol } from '#core/network.ts';
import { FAMILIES, type Family, ofFamily, withoutContained } from '../addresses.ts';
import { hashOf, typeOf } from './names.ts';
import type { TableBuilder } from './ruleset.ts';

/* What a rule of a group or an ACL matches, as nft text. */

/** `icmp` is ICMP of IPv4 alone and `icmpv6` of IPv6 alone; the others are of both. */
export function familiesOf(protocol: Protocol): readonly Family[] {
  if (protocol === 'icmp') return [4];
  return protocol === 'icmpv6' ? [6] : FAMILIES;
}

/** The protocol and its destination ports; '' for all. */
export function protocolMatch(
  protocol: Protocol,
  ports: readonly [number, number] | undefined,
): string {
  switch (protocol) {
    case 'all':
      return '';
    case 'tcp':
    case 'udp':
      return ports === undefined ? `meta l4proto ${protocol}` : `${protocol} dport ${range(ports)}`;
    case 'icmp':
    case 'icmpv6':
    case 'gre':
      return `meta l4proto ${protocol === 'icmpv6' ? 'ipv6-icmp' : protocol}`;
  }
}

function range([first, last]: readonly [number, number]): string {
  for (const port of [first, last]) {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`no port: ${port}`);
  }
  return first === last ? `${first}` : `${first}-${last}`;
}

/**
 * That the address in `field` is in one of the blocks of this family; undefined when there are none.
 * Several blocks become a set that all rules with the same blocks share.
 */
export function blocksMatch(
  table: TableBuilder,
  family: Family,
  field: string,
  blocks: readonly string[],
): string | undefined {
  const [first, ...others] = withoutContained(ofFamily(family, blocks));
  if (first === undefined) return undefined;
  if (first.endsWith('/0')) return `meta nfproto ipv${family}`;
  if (others.length === 0) return `${field} ${first}`;
  return `${field} ${blockSet(table, [first, ...others], family)}`;
}

function blockSet(table: TableBuilder, blocks: readonly string[], family: Family): string {
  const name = `blocks${family}/${hashOf(blocks)}`;
  if (table.sets.has(name)) return `@${name}`;
  return table.set(name, `type ${typeOf(family)}; flags interval;`, blocks);
}
