import {
  addressOfSlot,
  type GatewayAddress,
  NAT_SLOTS,
  type NatGateway,
  type NatMapping,
  type NatSource,
  type Network,
} from '#core/network.ts';
import { checkedAddress, checkedBlock, familyOf, withoutContained } from '../addresses.ts';
import { markOf, routedTables } from '../routing/tables.ts';
import { INTERNET_DEVICE, NAT_RECEIVED, NAT_SENT, nameOf, quoted } from './names.ts';
import type { TableBuilder } from './ruleset.ts';

/*
 * NAT gateways. Where an EIP is translated without state, many addresses that share one are told
 * apart by their connections: the kernel's own NAT does it, and rules of groups and ACLs know the
 * private address alone.
 */

/** Rules for the chains that every network with public addresses has. */
export interface NatRules {
  /** From the internet, before connections are tracked. */
  readonly arriving: readonly string[];
  /** Forwarded to the internet, by private addresses. */
  readonly leaving: readonly string[];
  /** To a NIC: after the kernel's NAT, which does not look at where a packet of a connection goes. */
  readonly inside: readonly string[];
  /** To the internet, by public addresses. */
  readonly left: readonly string[];
  /** When `left` is asked: after the kernel's NAT, where there is any. */
  readonly after: number;
}

/** The public addresses of the NAT gateways. */
export const addressesOfGateways = ({ natGateways }: Network): GatewayAddress[] =>
  natGateways.flatMap(({ addresses }) => addresses);

const NO_RULES: NatRules = { arriving: [], leaving: [], inside: [], left: [], after: 100 };

/**
 * What a route leads to a NIC, though packets of the connection came or left by a gateway, has the
 * source that it was sent with.
 */
const INSIDE: readonly string[] = (
  [
    ['ct status dnat ct direction reply', 'ct reply'],
    ['ct status snat ct direction original', 'ct original'],
  ] as const
).flatMap(([translated, sent]) => [
  `${translated} tcp sport set ${sent} proto-src`,
  `${translated} udp sport set ${sent} proto-src`,
  `${translated} ip saddr set ${sent} ip saddr`,
]);

interface Given {
  /** The set of the IPv4 addresses that are nobody's on the internet. */
  readonly local: string;
  /** What is above so many megabits per second. */
  readonly over: (bandwidth: number) => string;
}

/** Makes the chains of the gateways, `nat-in` and `nat-out` among them, which connections begin in. */
export function addNatGateways(
  table: TableBuilder,
  network: Network,
  { local, over }: Given,
): NatRules {
  const all = addressesOfGateways(network);
  if (all.length === 0) return NO_RULES;
  const addresses = all.map(({ address }) => checkedAddress(address));
  const counted = (name: string) => table.set(name, 'type ipv4_addr; counter;', addresses);
  const limits = new Map(
    all.map(({ address, bandwidth }) => [checkedAddress(address), over(bandwidth)]),
  );
  const limit = (way: 'in' | 'out') =>
    table.setOf(`bandwidth-nat-${way}`, `type ipv4_addr; ${over(1)};`, limits);
  for (const { id, sources } of network.natGateways) {
    const blocks = withoutContained(sources.map(({ block }) => block));
    const known = table.set(nameOf('nat-sources', [id]), 'type ipv4_addr; flags interval;', blocks);
    table.chain(nameOf('nat-leaving', [id]), [
      `ip daddr ${local} goto drop/no-route`,
      `ip saddr ${known} accept`,
      'goto drop/no-route',
    ]);
    table.chain(nameOf('nat-source', [id]), longestFirst(sources).map(sourceRule));
  }
  table.base('nat-out', 'type nat hook postrouting priority 100; policy accept;', [
    `oifname != ${quoted(INTERNET_DEVICE)} accept`,
    ...byRoute(network, 'nat-source'),
  ]);
  table.base('nat-in', 'type nat hook prerouting priority -100; policy accept;', [
    `iifname != ${quoted(INTERNET_DEVICE)} accept`,
    ...network.natGateways.flatMap(({ mappings }) => mappings).map(mappingRule),
  ]);
  return {
    arriving: [`ip daddr ${limit('in')} drop`, `ip daddr ${counted(NAT_RECEIVED)} accept`],
    // What answers a mapping's packets needs no entry of its own.
    leaving: ['ct status dnat accept', ...byRoute(network, 'nat-leaving')],
    inside: INSIDE,
    left: [`ip saddr ${limit('out')} drop`, `ip saddr ${counted(NAT_SENT)} accept`],
    after: 110,
  };
}

/** Leads what a route table leads to a gateway to a chain of the gateway's. */
function byRoute(network: Network, chain: string): string[] {
  const marks = routedTables(network.routeTables);
  const gateways = new Set(network.natGateways.map(({ id }) => id));
  const led = network.routeTables.flatMap(({ id, routes }) =>
    routes.flatMap(({ blocks, nextHop }) => {
      if (typeof nextHop === 'string' || !('natGatewayId' in nextHop)) return [];
      const gateway = nextHop.natGatewayId;
      if (!gateways.has(gateway)) return [];
      return blocks
        .filter((block) => familyOf(block) === 4)
        .map((block) => ({ mark: markOf(marks.get(id) ?? 0), block, gateway }));
    }),
  );
  return longestFirst(led).map(
    ({ mark, block, gateway }) =>
      `meta mark ${mark} ip daddr ${checkedBlock(block)} goto ${nameOf(chain, [gateway])}`,
  );
}

const lengthOf = (block: string): number => Number(block.split('/')[1]);

const longestFirst = <T extends { readonly block: string }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => lengthOf(b.block) - lengthOf(a.block));

function sourceRule(source: NatSource): string {
  const [only = '', ...others] = source.addresses.map(checkedAddress);
  const from = `ip saddr ${checkedBlock(source.block)}`;
  if (others.length === 0) return `${from} snat ip to ${only}`;
  const slots = Array.from(
    { length: NAT_SLOTS },
    (_, slot) => `0.0.0.${slot} : ${checkedAddress(addressOfSlot(source, slot))}`,
  );
  return `${from} snat ip to ip saddr & 0.0.0.${NAT_SLOTS - 1} map { ${slots.join(', ')} }`;
}

function mappingRule({ address, privateAddress, ports }: NatMapping): string {
  const to = checkedAddress(privateAddress);
  const at = `ip daddr ${checkedAddress(address)}`;
  if (ports === undefined) return `${at} dnat ip to ${to}`;
  const { protocol, outside, inside } = ports;
  const [first, last] = outside.map(checkedPort) as [number, number];
  const shift = checkedPort(inside[0]) - first;
  const range = `${at} ${protocol} dport ${first === last ? first : `${first}-${last}`}`;
  if (shift === 0) return `${range} dnat ip to ${to}`;
  if (first === last) return `${range} dnat ip to ${to}:${first + shift}`;
  const each = Array.from(
    { length: last - first + 1 },
    (_, n) => `${first + n} : ${checkedPort(first + n + shift)}`,
  );
  return `${range} dnat ip to ${to}:${protocol} dport map { ${each.join(', ')} }`;
}

function checkedPort(port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`no port: ${port}`);
  return port;
}

/** The gateway that a next hop is, if packets leave by it. */
export const gatewayOf = (network: Network, id: string): NatGateway | undefined =>
  network.natGateways.find((each) => each.id === id && each.addresses.length > 0);
