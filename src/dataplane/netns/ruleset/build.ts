import type { Network } from '#core/network.ts';
import type { DropReason } from '../../driver.ts';
import { checkedAddress } from '../addresses.ts';
import { markOf, routedTables } from '../routing/tables.ts';
import { addConnectionTimeouts } from './connection-timeouts.ts';
import {
  DROP_REASONS,
  DROPPED,
  deviceAt,
  deviceIn,
  INTERNET_DEVICE,
  METADATA_ADDRESS,
  numberOf,
  quoted,
  ROUTER_LINK_LOCAL,
  type Side,
} from './names.ts';
import { addNetworkAcls } from './network-acls.ts';
import { addPublicAddresses, hasInternet } from './public-addresses.ts';
import { type Ruleset, TableBuilder } from './ruleset.ts';
import { addSecurityGroups } from './security-groups.ts';
import { addArpGuard, addSourceCheck } from './source-check.ts';

/**
 * All that packets meet in a network's router but its routes. A packet that leaves a NIC passes
 * `prerouting` (source check, then the mark that chooses its route table) and, once it is routed,
 * `forward`: groups and ACL of the sender, ACL and groups of the receiver. A device that no map
 * names gets nothing through, so rules and links may be made in any order.
 */
export function rulesetOf(network: Network): Ruleset {
  const table = new TableBuilder('inet');
  const arp = new TableBuilder('arp');
  addDrops(table, network);
  const internet = addPublicAddresses(table, network);
  const sources = addSourceCheck(table, network);
  const routed = tableChoice(table, network);
  table.chain('leaving4', [...internet.leaving[4], ...routed, 'accept']);
  table.chain('leaving6', [...internet.leaving[6], ...routed, 'accept']);
  table.base('prerouting', 'type filter hook prerouting priority raw; policy drop;', [
    ...sources,
    'iifname "lo" accept',
    ...(hasInternet(network) ? [`iifname ${quoted(INTERNET_DEVICE)} goto arriving`] : []),
    'goto other-source',
  ]);

  const acls = addNetworkAcls(table, network);
  addSecurityGroups(table, network);
  addReplies(table, network, acls);
  const timeouts = addConnectionTimeouts(table, network);
  table.base('forward', 'type filter hook forward priority filter; policy drop;', [
    ...timeouts,
    ...internet.forward,
    'ct direction reply ct state established,related goto replies',
    'ct state related goto replies',
    'iifname vmap @egress',
    ...acls,
    'oifname vmap @ingress',
  ]);
  addInput(table, network);
  addArpGuard(arp, network);
  return { tables: [table, arp] };
}

/** Replies pass the groups, but not the ACLs. */
function addReplies(table: TableBuilder, network: Network, acls: readonly string[]): void {
  const devices = network.nics.map(({ id }) => deviceIn(network, id));
  table.chain('replies', [
    ...acls,
    `oifname ${table.set('receivers', 'type ifname;', devices)} accept`,
    ...(hasInternet(network) ? [`oifname ${quoted(INTERNET_DEVICE)} goto to-internet`] : []),
    'oifname vmap @ingress',
  ]);
}

/** The mark by which a packet finds its subnet's route table; no rule where all are empty. */
function tableChoice(table: TableBuilder, network: Network): string[] {
  const marks = routedTables(network.routeTables);
  const tableOf = new Map(network.subnets.map(({ id, routeTableId }) => [id, routeTableId]));
  const byDevice = new Map<string, string>();
  for (const { id, subnetId } of network.nics) {
    const number = marks.get(tableOf.get(subnetId) ?? '');
    if (number !== undefined) byDevice.set(deviceIn(network, id), markOf(number));
  }
  if (byDevice.size === 0) return [];
  return [`meta mark set iifname map ${table.map('route-table', 'type ifname : mark;', byDevice)}`];
}

/** What the router itself answers: gateways, the metadata service, neighbour discovery. */
function addInput(table: TableBuilder, { subnets }: Network): void {
  const gateways = subnets.flatMap(({ gateway }) => gateway ?? []).map(checkedAddress);
  const answering = table.set('gateways', 'type ipv4_addr;', [
    ...new Set([...gateways, METADATA_ADDRESS]),
  ]);
  table.base('input', 'type filter hook input priority filter; policy drop;', [
    'iifname "lo" accept',
    `iifname ${quoted(INTERNET_DEVICE)} drop`,
    `ip daddr ${METADATA_ADDRESS} tcp dport 80 accept`,
    `ip daddr ${answering} icmp type echo-request accept`,
    `ip6 daddr ${ROUTER_LINK_LOCAL} icmpv6 type echo-request accept`,
    'icmpv6 type nd-neighbor-solicit accept',
    // The addresses that are forwarded have permanent entries: it may announce link-local ones only.
    'icmpv6 type nd-neighbor-advert ip6 saddr fe80::/10 @th,64,10 0x3fa accept',
  ]);
}

/** The end of every packet that is dropped: counted for its NIC by reason. */
function addDrops(table: TableBuilder, network: Network): void {
  const keys = network.nics.flatMap(({ id }) =>
    DROP_REASONS.map((reason) => `${deviceIn(network, id)} . ${numberOf(reason)}`),
  );
  table.set(DROPPED, 'type ifname . mark; counter;', keys);
  const end = (chain: string, reason: DropReason, side: Side): string =>
    table.chain(`drop/${chain}`, [
      `meta mark set ${numberOf(reason)} ${deviceAt(side)} . meta mark @${DROPPED} drop`,
      'drop',
    ]);
  end('source-check', 'source-check', 'sender');
  end('security-group-egress', 'security-group-egress', 'sender');
  end('security-group-ingress', 'security-group-ingress', 'receiver');
  end('network-acl-egress', 'network-acl-egress', 'sender');
  end('network-acl-ingress', 'network-acl-ingress', 'receiver');
  end('no-route', 'no-route', 'sender');
  end('bandwidth-egress', 'bandwidth', 'sender');
  end('bandwidth-ingress', 'bandwidth', 'receiver');
}
