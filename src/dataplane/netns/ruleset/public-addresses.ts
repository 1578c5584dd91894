import { GLOBAL_IPV6, type Network, PRIVATE_IPV4, type SharedLimit } from '#core/network.ts';
import { checkedAddress, FAMILIES, type Family, ofFamily, withoutContained } from '../addresses.ts';
import { INTERNET_MARK } from '../routing/tables.ts';
import {
  EIP_RECEIVED,
  EIP_SENT,
  fieldOf,
  INTERNET_DEVICE,
  nameOf,
  quoted,
  typeOf,
} from './names.ts';
import { addNatGateways, addressesOfGateways } from './nat-gateways.ts';
import type { TableBuilder } from './ruleset.ts';

/*
 * What reaches the internet: EIPs, and IPv6 addresses with bandwidth of their own. An EIP is
 * translated without state: its address is changed before connections are tracked for what comes
 * in, and after that for what goes out, so rules and connections know the private address alone,
 * and none outlives its EIP.
 */

const GLOBAL = `{ ${GLOBAL_IPV6.join(', ')} }`;

/** Whether anything in the network reaches the internet. */
export const hasInternet = (network: Network): boolean =>
  network.publicAddresses.length > 0 ||
  network.publicIpv6.length > 0 ||
  addressesOfGateways(network).length > 0;

/** The addresses by which the internet knows the network. */
export const publicOf = (network: Network): string[] =>
  [...network.publicAddresses, ...network.publicIpv6, ...addressesOfGateways(network)].map(
    ({ address }) => checkedAddress(address),
  );

export interface InternetRules {
  /** By family: in front of the choice of a route table, for what leaves a NIC. */
  readonly leaving: Readonly<Record<Family, readonly string[]>>;
  /** In front of all that decides about what is forwarded. */
  readonly forward: readonly string[];
}

/**
 * Makes the chains `arriving` (from the internet, before connections are tracked), `from-internet`
 * and `to-internet` (forwarded, by private addresses) and `postrouting`.
 */
export function addPublicAddresses(table: TableBuilder, network: Network): InternetRules {
  if (!hasInternet(network)) return { leaving: { 4: [], 6: [] }, forward: [] };
  const { publicAddresses, publicIpv6 } = network;
  const eips = publicAddresses.map(({ address, privateAddress, bandwidth }) => ({
    address: checkedAddress(address),
    privateAddress: checkedAddress(privateAddress),
    bandwidth,
  }));
  const inside: Record<Family, Map<string, string>> = {
    4: new Map(eips.map(({ privateAddress, bandwidth }) => [privateAddress, over(bandwidth)])),
    6: new Map(
      publicIpv6.map(({ address, bandwidth }) => [checkedAddress(address), over(bandwidth)]),
    ),
  };
  const own = [...network.blocks, ...network.userBlocks];
  const local: Record<Family, string> = {
    4: blockSet(table, 4, [...PRIVATE_IPV4, ...ofFamily(4, own)]),
    6: blockSet(table, 6, ofFamily(6, own)),
  };
  const eipOf = table.map(
    'eip-of',
    'type ipv4_addr : ipv4_addr;',
    new Map(eips.map(({ address, privateAddress }) => [privateAddress, address])),
  );
  const privateOf = table.map(
    'private-of',
    'type ipv4_addr : ipv4_addr;',
    new Map(eips.map(({ address, privateAddress }) => [address, privateAddress])),
  );
  const public4 = table.set('public4', `type ${typeOf(4)};`, inside[4].keys());
  const public6 = table.set('public6', `type ${typeOf(6)};`, inside[6].keys());
  const counted = (name: string, field: string): string[] =>
    eips.length === 0
      ? []
      : [`${field} ${table.set(name, 'type ipv4_addr; counter;', inside[4].keys())}`];
  const egressOnly = publicIpv6.filter((each) => each.egressOnly).map(({ address }) => address);
  const limits = (way: 'in' | 'out', field: 'saddr' | 'daddr', drop: string): string[] =>
    FAMILIES.filter((family) => inside[family].size > 0).map((family) => {
      const header = `type ${typeOf(family)}; ${over(1)};`;
      const set = table.setOf(`bandwidth-${way}${family}`, header, inside[family]);
      return `${fieldOf(family, field)} ${set} goto ${drop}`;
    });

  const shared = sharedLimits(network);
  const sharedBy = (way: 'in' | 'out', field: 'saddr' | 'daddr', drop: string): string[] =>
    shared.flatMap(({ id, bandwidth, addresses }) => {
      const chain = table.chain(nameOf(`shared-${way}`, [id]), [`${over(bandwidth)} goto ${drop}`]);
      return FAMILIES.filter((family) => addresses[family].length > 0).map((family) => {
        const name = nameOf(`shared-${way}${family}`, [id]);
        const set = table.set(name, `type ${typeOf(family)};`, addresses[family]);
        return `${fieldOf(family, field)} ${set} jump ${chain}`;
      });
    });
  /** The same of addresses of NAT gateways, which stand for no private one. */
  const sharedByGateways = (way: 'in' | 'out', field: string): string[] =>
    shared
      .filter(({ addresses }) => addresses.nat.length > 0)
      .map(({ id, addresses }) => {
        const set = table.set(nameOf(`shared-nat-${way}`, [id]), 'type ipv4_addr;', addresses.nat);
        return `${field} ${set} jump ${nameOf(`shared-${way}`, [id])}`;
      });

  const nat = addNatGateways(table, network, { local: local[4], over });
  table.chain('arriving', [
    // Nobody on the internet is in the network.
    `ip saddr ${local[4]} drop`,
    `ip6 saddr ${local[6]} drop`,
    ...sharedByGateways('in', 'ip daddr'),
    ...nat.arriving,
    `ip daddr set ip daddr map ${privateOf} accept`,
    `ip6 saddr ${GLOBAL} ip6 daddr ${public6} accept`,
    'drop',
  ]);
  table.chain('from-internet', [
    ...limits('in', 'daddr', 'drop/bandwidth-ingress'),
    ...sharedBy('in', 'daddr', 'drop/bandwidth-ingress'),
    ...counted(EIP_RECEIVED, 'ip daddr'),
    `ip6 daddr ${table.set('egress-only6', `type ${typeOf(6)};`, egressOnly)} ct direction original ct state != related drop`,
  ]);
  table.chain('to-internet', [
    ...limits('out', 'saddr', 'drop/bandwidth-egress'),
    ...sharedBy('out', 'saddr', 'drop/bandwidth-egress'),
    ...counted(EIP_SENT, 'ip saddr'),
    ...nat.leaving,
    'accept',
  ]);
  table.base('postrouting', `type filter hook postrouting priority ${nat.after}; policy accept;`, [
    ...nat.inside.map((rule) => `oifname != ${quoted(INTERNET_DEVICE)} ${rule}`),
    `oifname != ${quoted(INTERNET_DEVICE)} accept`,
    ...sharedByGateways('out', 'ip saddr'),
    ...nat.left,
    `ip saddr set ip saddr map ${eipOf} accept`,
    `ip6 saddr ${public6} accept`,
    'drop',
  ]);
  const mark = `meta mark set ${INTERNET_MARK} accept`;
  return {
    leaving: {
      4: [`ip saddr ${public4} ip daddr != ${local[4]} ${mark}`],
      6: [`ip6 saddr ${public6} ip6 daddr ${GLOBAL} ip6 daddr != ${local[6]} ${mark}`],
    },
    forward: [`iifname ${quoted(INTERNET_DEVICE)} jump from-internet`],
  };
}

/** What several addresses may carry together: private ones by family, and those of NAT gateways. */
function sharedLimits(network: Network) {
  const found = new Map<
    string,
    SharedLimit & { readonly addresses: Record<Family | 'nat', string[]> }
  >();
  const add = (limit: SharedLimit | undefined, family: Family | 'nat', address: string): void => {
    if (limit === undefined) return;
    const one = found.get(limit.id) ?? { ...limit, addresses: { 4: [], 6: [], nat: [] } };
    one.addresses[family].push(checkedAddress(address));
    found.set(limit.id, one);
  };
  for (const { shared, privateAddress } of network.publicAddresses) add(shared, 4, privateAddress);
  for (const { shared, address } of network.publicIpv6) add(shared, 6, address);
  for (const { shared, address } of addressesOfGateways(network)) add(shared, 'nat', address);
  return [...found.values()];
}

function blockSet(table: TableBuilder, family: Family, blocks: readonly string[]): string {
  const header = `type ${typeOf(family)}; flags interval;`;
  return table.set(`local${family}`, header, withoutContained(blocks));
}

/**
 * What is above this many megabits per second, on a link that carries Ethernet with each packet. The kernel lets through what a second has room for at once, after a pause: that is
 * more than the 64 KiB that TCP sends in one go, and cannot be made less.
 */
function over(bandwidth: number): string {
  const bytes = Math.max(1, Math.round((bandwidth * 125_000 * PACKET) / (PACKET + ETHERNET)));
  return `limit rate over ${bytes} bytes/second burst ${PACKET} bytes`;
}

/** Bytes of a full packet, and of the Ethernet around it: header, checksum, preamble and gap. */
const PACKET = 1500;
const ETHERNET = 38;
