import { type Family, hostBlock } from '../addresses.ts';
import type { Namespace } from '../namespace.ts';
import { ROUTER_LINK_LOCAL } from '../ruleset/names.ts';
import { addressKey, neighbourKey, proxyKey, routeKey, ruleKey } from './entries.ts';

/* What is there, read as entries. All in a router's namespace is ours but what the kernel makes. */

export interface Present {
  readonly entries: Map<string, string>;
  /** The devices that are up. */
  readonly up: ReadonlySet<string>;
  readonly devices: ReadonlySet<string>;
  /** Addresses that a NIC announced, which the router did not know before: by device and address. */
  readonly announced: readonly { readonly device: string; readonly address: string }[];
}

interface Address {
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly { readonly local: string; readonly prefixlen: number }[];
}

interface Route {
  readonly type?: string;
  readonly dst: string;
  readonly dev?: string;
  readonly gateway?: string;
  readonly via?: { readonly family: string; readonly host: string };
  readonly table?: string;
  readonly protocol?: string;
  readonly metric?: number;
  readonly flags?: readonly string[];
  /** Only of IPv6. */
  readonly pref?: string;
}

interface Neighbour {
  readonly dst: string;
  readonly dev: string;
  readonly lladdr?: string;
  readonly state?: readonly string[];
}

interface Rule {
  readonly priority: number;
  readonly fwmark?: string;
  readonly table?: string;
}

export async function readPresent(namespace: Namespace): Promise<Present> {
  const [addresses, routes, neighbours, proxies, rules4, rules6] = (await Promise.all([
    namespace.show(['addr', 'show']),
    namespace.show(['route', 'show', 'table', 'all']),
    namespace.show(['neigh', 'show']),
    namespace.show(['neigh', 'show', 'proxy']),
    namespace.show(['rule', 'show']),
    namespace.show(['-6', 'rule', 'show']),
  ])) as [Address[], Route[], Neighbour[], Neighbour[], Rule[], Rule[]];
  const entries = new Map<string, string>();
  addAddresses(entries, addresses);
  for (const route of routes) addRoute(entries, route);
  for (const { dst, dev, lladdr = '', state } of neighbours) {
    if (state?.includes('PERMANENT')) entries.set(neighbourKey(dev, dst), lladdr);
  }
  for (const { dst, dev } of proxies) entries.set(proxyKey(dev, dst), '');
  addRules(entries, 4, rules4);
  addRules(entries, 6, rules6);
  return {
    entries,
    up: new Set(addresses.filter(({ flags }) => flags.includes('UP')).map(({ ifname }) => ifname)),
    devices: new Set(addresses.map(({ ifname }) => ifname)),
    announced: neighbours
      .filter(({ lladdr, state }) => lladdr !== undefined && !state?.includes('PERMANENT'))
      .map(({ dev, dst }) => ({ device: dev, address: dst })),
  };
}

/** All but those that the kernel gives a link by itself. */
function addAddresses(entries: Map<string, string>, addresses: readonly Address[]): void {
  for (const { ifname, addr_info } of addresses) {
    for (const { local, prefixlen } of addr_info) {
      const byItself =
        local === '::1' ||
        local === '127.0.0.1' ||
        (local.startsWith('fe80:') && local !== ROUTER_LINK_LOCAL);
      if (!byItself) entries.set(addressKey(ifname, `${local}/${prefixlen}`), '');
    }
  }
}

/** The metric that a route of that family has when none is given. */
const usualMetric = ({ pref }: Route): number => (pref === undefined ? 0 : 1024);

function addRoute(entries: Map<string, string>, route: Route): void {
  const { type = 'unicast', dst, protocol = 'boot', table = 'main', metric = 0 } = route;
  if (protocol === 'kernel' || table === 'local') return;
  const block = dst === 'default' ? defaultBlock(route) : dst.includes('/') ? dst : hostBlock(dst);
  const usual = metric === usualMetric(route);
  const key = routeKey(table, block, usual ? '' : ` metric ${metric}`);
  entries.set(key, type === 'unicast' ? wayOf(route) : type);
}

const defaultBlock = ({ pref }: Route): string => (pref === undefined ? '0.0.0.0/0' : '::/0');

function wayOf({ dev, gateway, via, flags = [] }: Route): string {
  const next =
    via === undefined
      ? gateway === undefined
        ? []
        : ['via', gateway]
      : ['via', via.family, via.host];
  return [...next, 'dev', dev, ...flags.filter((flag) => flag === 'onlink')].join(' ');
}

function addRules(entries: Map<string, string>, family: Family, rules: readonly Rule[]): void {
  for (const { priority, fwmark, table } of rules) {
    const mark = fwmark === undefined ? '' : `fwmark ${fwmark} `;
    entries.set(ruleKey(family, priority, `${mark}lookup ${table}`), '');
  }
}
