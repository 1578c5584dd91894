import type { Network, NextHop, NicPolicy, RouteTable } from '#core/network.ts';
import {
  checkedAddress,
  checkedBlock,
  FAMILIES,
  type Family,
  familyOf,
  hostBlock,
} from '../addresses.ts';
import { checkedMac } from '../names.ts';
import type { Link } from '../namespace.ts';
import {
  INTERNET_DEVICE,
  METADATA_ADDRESS,
  NOWHERE_DEVICE,
  ROUTER_LINK_LOCAL,
} from '../ruleset/names.ts';
import { gatewayOf } from '../ruleset/nat-gateways.ts';
import { INTERNET_MARK, INTERNET_TABLE, markOf, NOWHERE_TABLE, routedTables } from './tables.ts';

/*
 * What a router's kernel must hold besides its rules, as entries that can be compared: addresses,
 * routes, neighbours, routing rules. A packet is routed by the main table, which holds all of the
 * network's own blocks; then, by its mark, by the internet's or its subnet's; then to nowhere.
 */

/** By key, what makes two entries of that key the same. */
export type Entries = ReadonlyMap<string, string>;

/** What the entries follow from. */
export interface View {
  readonly network: Network;
  /** The plugged NICs, by id. */
  readonly links: ReadonlyMap<string, Link>;
  /** The NIC that has each floating address, by the address's id. */
  readonly holders: ReadonlyMap<string, string>;
  /** Whether the router's link to the internet is there. */
  readonly internet: boolean;
}

/** The far end of a link, for routes that lead over it: an address that nobody has. */
export const PEER = 'fe80::2';
/** The MAC at the internet's end of a router's link to it. */
export const INTERNET_MAC = '02:ff:ff:ff:ff:ff';

/** Where the routing rules stand: each is asked before those of a greater number. */
const PRIORITY = { main: 100, internet: 200, routeTable: 300, nowhere: 32_000 } as const;
/** Those that every namespace has. */
const DEFAULT_RULES: Readonly<Record<Family, readonly (readonly [number, string])[]>> = {
  4: [
    [0, 'local'],
    [32_766, 'main'],
    [32_767, 'default'],
  ],
  6: [
    [0, 'local'],
    [32_766, 'main'],
  ],
};

export const addressKey = (device: string, block: string): string => `address ${device} ${block}`;
export const routeKey = (table: string | number, block: string, metric = ''): string =>
  `route ${table} ${block}${metric}`;
/** It answers for other addresses at once: there is nobody who could do so first. */
export const promptKey = (device: string): string => `prompt ${device}`;
/** It answers for an IPv6 address that is behind another device. */
export const proxyKey = (device: string, address: string): string => `proxy ${device} ${address}`;
export const neighbourKey = (device: string, address: string): string =>
  `neighbour ${device} ${address}`;
export const ruleKey = (family: Family, priority: number, selector: string): string =>
  `rule ${family} ${priority} ${selector}`;

export const DEFAULT_RULE_KEYS: readonly string[] = FAMILIES.flatMap((family) =>
  DEFAULT_RULES[family].map(([priority, table]) => ruleKey(family, priority, `lookup ${table}`)),
);

/** All of a router's entries. */
export function entriesOf({ network, links, holders, internet }: View): Map<string, string> {
  const entries = new Map<string, string>();
  const nics = new Map(network.nics.map((nic) => [nic.id, nic]));
  addRules(entries, network);
  const gateways = new Map<string, string>();
  entries.set(addressKey('lo', hostBlock(METADATA_ADDRESS)), '');
  for (const { id, gateway } of network.subnets) {
    if (gateway === undefined) continue;
    gateways.set(id, gateway);
    // It answers even while no NIC of its subnet is there.
    entries.set(addressKey('lo', hostBlock(gateway)), '');
  }
  for (const block of network.blocks) {
    entries.set(routeKey('main', checkedBlock(block)), over(NOWHERE_DEVICE));
  }
  for (const block of ['0.0.0.0/0', '::/0']) {
    entries.set(routeKey(NOWHERE_TABLE, block), over(NOWHERE_DEVICE));
    if (internet) {
      entries.set(routeKey(INTERNET_TABLE, block), via(block, INTERNET_DEVICE));
      entries.set(neighbourKey(INTERNET_DEVICE, PEER), INTERNET_MAC);
    }
  }
  for (const nic of network.nics) {
    const link = links.get(nic.id);
    addOwnAddresses(entries, link, gateways.get(nic.subnetId));
    addAddresses(entries, nic, link, nic.addresses);
  }
  for (const floating of network.floatingAddresses) {
    const holder = nics.get(holders.get(floating.id) ?? '');
    if (holder !== undefined) {
      addAddresses(entries, holder, links.get(holder.id), [floating.address]);
    }
  }
  const numbers = routedTables(network.routeTables);
  for (const table of network.routeTables) {
    addRoutes(entries, table, numbers.get(table.id), (hop, block) => {
      if (typeof hop !== 'string' && 'natGatewayId' in hop) {
        const leads = familyOf(block) === 4 && gatewayOf(network, hop.natGatewayId);
        return internet && leads ? TO_INTERNET : undefined;
      }
      const nic = nics.get(nicOf(hop, holders) ?? '');
      return nic === undefined ? undefined : links.get(nic.id);
    });
  }
  return entries;
}

export const over = (device: string): string => `dev ${device}`;

/** A route for IPv4 leads to an IPv6 neighbour, too: so one neighbour does for both. */
export const via = (block: string, device: string): string =>
  `via ${familyOf(block) === 4 ? 'inet6 ' : ''}${PEER} dev ${device} onlink`;

function addRules(entries: Map<string, string>, { routeTables }: Network): void {
  const numbers = [...routedTables(routeTables).values()];
  for (const key of DEFAULT_RULE_KEYS) entries.set(key, '');
  for (const family of FAMILIES) {
    entries.set(ruleKey(family, PRIORITY.main, 'lookup main'), '');
    entries.set(
      ruleKey(family, PRIORITY.internet, `fwmark ${INTERNET_MARK} lookup ${INTERNET_TABLE}`),
      '',
    );
    for (const number of numbers) {
      const selector = `fwmark ${markOf(number)} lookup ${number}`;
      entries.set(ruleKey(family, PRIORITY.routeTable, selector), '');
    }
    entries.set(ruleKey(family, PRIORITY.nowhere, `lookup ${NOWHERE_TABLE}`), '');
  }
}

/** The router's addresses on a NIC's link. */
function addOwnAddresses(
  entries: Map<string, string>,
  link: Link | undefined,
  gateway: string | undefined,
): void {
  if (!link?.up) return;
  const { device } = link;
  entries.set(promptKey(device), '');
  entries.set(addressKey(device, `${ROUTER_LINK_LOCAL}/64`), '');
  if (gateway !== undefined) entries.set(addressKey(device, hostBlock(gateway)), '');
}

/** Leads addresses to a NIC, whose MAC the router knows without asking. */
function addAddresses(
  entries: Map<string, string>,
  nic: NicPolicy,
  link: Link | undefined,
  addresses: readonly string[],
): void {
  if (!link?.up) return;
  const { device } = link;
  for (const address of addresses) {
    entries.set(routeKey('main', hostBlock(address)), over(device));
    entries.set(neighbourKey(device, checkedAddress(address)), checkedMac(nic.mac));
  }
}

/** A device that routes lead over, and the MAC at its other end. */
type NextLink = Pick<Link, 'device' | 'mac' | 'up'>;
const TO_INTERNET: NextLink = { device: INTERNET_DEVICE, mac: INTERNET_MAC, up: true };

/** The first route to a destination counts. */
function addRoutes(
  entries: Map<string, string>,
  { routes }: RouteTable,
  number: number | undefined,
  linkOf: (hop: NextHop, block: string) => NextLink | undefined,
): void {
  if (number === undefined) return;
  for (const { blocks, nextHop } of routes) {
    for (const block of blocks) {
      const key = routeKey(number, checkedBlock(block));
      if (entries.has(key)) continue;
      const link = linkOf(nextHop, block);
      if (!link?.up) {
        entries.set(key, over(NOWHERE_DEVICE));
      } else {
        const { device } = link;
        entries.set(key, via(block, device));
        entries.set(neighbourKey(device, PEER), checkedMac(link.mac));
      }
    }
  }
}

/** The NIC that a next hop is, if it is one. */
function nicOf(hop: NextHop, holders: ReadonlyMap<string, string>): string | undefined {
  if (typeof hop === 'string' || 'natGatewayId' in hop) return undefined;
  return 'nicId' in hop ? hop.nicId : holders.get(hop.floatingAddressId);
}

/** The device that an entry is about; undefined for those that are about none. */
export function deviceOfEntry(key: string, value: string): string | undefined {
  if (key.startsWith('rule ')) return undefined;
  if (!key.startsWith('route ')) return wordAfter(key, key.indexOf(' ') + 1);
  const at = value.indexOf(DEV);
  return at === -1 ? undefined : wordAfter(value, at + DEV.length);
}

const DEV = 'dev ';

/** Quick: all entries are looked through for each NIC that comes. */
function wordAfter(text: string, start: number): string {
  const end = text.indexOf(' ', start);
  return text.slice(start, end === -1 ? undefined : end);
}
