import type { FloatingAddress, Network, NicPolicy } from '#core/network.ts';
import { checkedAddress, FAMILIES, type Family, familyOf } from '../addresses.ts';
import { checkedMac } from '../names.ts';
import { deviceIn, fieldOf, typeOf } from './names.ts';
import type { TableBuilder } from './ruleset.ts';

/*
 * What may come out of a NIC: packets from its MAC and from an address of its own or one that it may
 * announce; from any address where it forwards. The same for ARP. All else is dropped before the
 * kernel keeps any state of it.
 */

/** The addresses that a NIC may send from. */
export function sourcesOf(
  { id, addresses }: NicPolicy,
  floatingByNic: ReadonlyMap<string, readonly string[]>,
): string[] {
  return [...addresses, ...(floatingByNic.get(id) ?? [])].map(checkedAddress);
}

/** The floating addresses that each NIC may announce. */
export function floatingByNicOf(all: readonly FloatingAddress[]): Map<string, string[]> {
  const byNic = new Map<string, string[]>();
  for (const { address, nicIds } of all) {
    for (const id of nicIds) byNic.set(id, [...(byNic.get(id) ?? []), address]);
  }
  return byNic;
}

/**
 * Makes the sets, and gives the rules that lead what may pass to the chains `leaving4` and
 * `leaving6`. What they do not decide is no packet that a NIC may send.
 */
export function addSourceCheck(table: TableBuilder, network: Network): string[] {
  const floating = floatingByNicOf(network.floatingAddresses);
  const sources: Record<Family, string[]> = { 4: [], 6: [] };
  const nics: string[] = [];
  const forwarders: string[] = [];
  for (const nic of network.nics) {
    const sender = `${deviceIn(network, nic.id)} . ${checkedMac(nic.mac)}`;
    nics.push(sender);
    if (nic.forwards) forwarders.push(sender);
    for (const source of sourcesOf(nic, floating)) {
      sources[familyOf(source)].push(`${sender} . ${source}`);
    }
  }
  const linkAddresses = table.set('nics', 'type ifname . ether_addr;', nics);
  const anySource = table.set('forwarders', 'type ifname . ether_addr;', forwarders);
  table.chain('other-source', [
    // Neighbour discovery with the router. Link-local addresses are not forwarded.
    `iifname . ether saddr ${linkAddresses} ip6 saddr { ::, fe80::/10 } ip6 daddr { fe80::/10, ff02::/16 } accept`,
    // DHCP. Nobody answers it, but it is no spoofed packet.
    `iifname . ether saddr ${linkAddresses} ip saddr 0.0.0.0 udp sport 68 udp dport 67 accept`,
    `iifname . ether saddr ${anySource} meta nfproto vmap { ipv4 : goto leaving4, ipv6 : goto leaving6 }`,
    'goto drop/source-check',
  ]);
  return FAMILIES.map((family) => {
    const type = `type ifname . ether_addr . ${typeOf(family)};`;
    const set = table.set(`sources${family}`, type, sources[family]);
    return `iifname . ether saddr . ${fieldOf(family, 'saddr')} ${set} goto leaving${family}`;
  });
}

/** ARP from a NIC: nothing but about itself. */
export function addArpGuard(table: TableBuilder, network: Network): void {
  const floating = floatingByNicOf(network.floatingAddresses);
  const senders: string[] = [];
  const probes: string[] = [];
  for (const nic of network.nics) {
    const mac = checkedMac(nic.mac);
    const sender = `${deviceIn(network, nic.id)} . ${mac} . ${mac}`;
    probes.push(sender);
    for (const source of sourcesOf(nic, floating)) {
      if (familyOf(source) === 4) senders.push(`${sender} . ${source}`);
    }
  }
  const type = 'type ifname . ether_addr . ether_addr';
  const own = table.set('senders', `${type} . ipv4_addr;`, senders);
  const own0 = table.set('probes', `${type};`, probes);
  table.base('input', 'type filter hook input priority filter; policy drop;', [
    `iifname . ether saddr . arp saddr ether . arp saddr ip ${own} accept`,
    // It asks whether an address is taken, and claims none.
    `iifname . ether saddr . arp saddr ether ${own0} arp saddr ip 0.0.0.0 arp operation request accept`,
  ]);
  addAnnouncements(table, network);
}

/**
 * The router answers for other addresses, but not to whoever announces one that floats: that would
 * tell it that somebody else has the address.
 */
function addAnnouncements(table: TableBuilder, { floatingAddresses }: Network): void {
  const floating = floatingAddresses.map(({ address }) => checkedAddress(address));
  if (floating.length === 0) return;
  const itself = floating.map((address) => `${address} . ${address}`);
  const set = table.set('announced', 'type ipv4_addr . ipv4_addr;', itself);
  table.base('output', 'type filter hook output priority filter; policy accept;', [
    `arp operation reply arp saddr ip . arp daddr ip ${set} drop`,
  ]);
}
