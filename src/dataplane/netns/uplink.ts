import { createHash } from 'node:crypto';
import { checkedAddress, checkedBlock, FAMILIES, type Family, ofFamily } from './addresses.ts';
import type { Namespace } from './namespace.ts';
import { promptKey, proxyKey, routeKey } from './routing/entries.ts';
import { typeOf } from './ruleset/names.ts';
import { type Ruleset, TableBuilder } from './ruleset/ruleset.ts';

/*
 * The internet's link to the network that the host is on. The host's own addresses, routes and rules
 * stay as they are: the link is a device of its own on the host's one, with a MAC of its own and
 * without an address, that answers for public addresses and carries those alone.
 */

/** The device in the internet's namespace. */
export const UPLINK_DEVICE = 'uplink';
const DEVICE_NAME = /^[^\s/]{1,15}$/;
/** Traffic reaches it by MAC: an address that changed would be one that nobody knows yet. */
const LOCALLY_ADMINISTERED = '02';

export interface Uplink {
  /** A device of the host. */
  readonly device: string;
  /** The host's own network namespace, in which nothing is changed. */
  readonly namespace: Namespace;
}

/** How the host reaches others over the device. */
export interface UplinkRoutes {
  readonly gateways: Readonly<Partial<Record<Family, string>>>;
  /** Blocks of the network that the device is on. */
  readonly neighbours: readonly string[];
}

interface HostRoute {
  readonly dst: string;
  readonly gateway?: string;
}

/** Makes the device, which is down, in the namespace of that name. @throws CommandFailed */
export async function makeUplink({ device, namespace }: Uplink, internet: string): Promise<void> {
  if (!DEVICE_NAME.test(device)) throw new Error(`[${device}] is no name of a device`);
  const digits = createHash('sha256').update(internet).digest('hex').slice(0, 10);
  const mac = [LOCALLY_ADMINISTERED, ...(digits.match(/../g) ?? [])].join(':');
  await namespace.ip([
    `link add link ${device} name ${UPLINK_DEVICE} netns ${internet} address ${mac} type macvlan mode bridge`,
  ]);
}

/** Reads how the host reaches others, so that public addresses reach them the same way. */
export async function readUplinkRoutes({ device, namespace }: Uplink): Promise<UplinkRoutes> {
  const gateways: Partial<Record<Family, string>> = {};
  const neighbours: string[] = [];
  for (const family of FAMILIES) {
    const routes = ['route', 'show', 'dev', device];
    const shown = await namespace.show(family === 6 ? ['-6', ...routes] : routes);
    for (const { dst, gateway } of shown as HostRoute[]) {
      if (dst === 'default' && gateway !== undefined) gateways[family] ??= checkedAddress(gateway);
      if (dst.includes('/') && gateway === undefined && !/^(fe80|ff00):/.test(dst)) {
        neighbours.push(checkedBlock(dst));
      }
    }
  }
  return { gateways, neighbours };
}

/** What the internet's namespace must hold for the uplink. */
export function addUplinkEntries(
  entries: Map<string, string>,
  { gateways, neighbours }: UplinkRoutes,
  publicAddresses: readonly string[],
): void {
  entries.set(promptKey(UPLINK_DEVICE), '');
  for (const block of neighbours) entries.set(routeKey('main', block), `dev ${UPLINK_DEVICE}`);
  for (const family of FAMILIES) {
    const gateway = gateways[family];
    if (gateway === undefined) continue;
    const all = family === 4 ? '0.0.0.0/0' : '::/0';
    entries.set(routeKey('main', all), `via ${gateway} dev ${UPLINK_DEVICE} onlink`);
  }
  for (const address of ofFamily(6, publicAddresses)) {
    entries.set(proxyKey(UPLINK_DEVICE, address), '');
  }
}

/** What may pass the uplink: public addresses of ours. Between routers, all may. */
export function uplinkRules(publicAddresses: readonly string[]): Ruleset {
  const table = new TableBuilder('inet');
  const arp = new TableBuilder('arp');
  const ours = FAMILIES.map((family) => {
    const addresses = ofFamily(family, publicAddresses).map(checkedAddress);
    return { family, set: table.set(`public${family}`, `type ${typeOf(family)};`, addresses) };
  });
  const field = (family: Family) => (family === 4 ? 'ip' : 'ip6');
  const discovery = 'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept';
  const inward = `iifname "${UPLINK_DEVICE}"`;
  const outward = `oifname "${UPLINK_DEVICE}"`;
  table.base('forward', 'type filter hook forward priority filter; policy drop;', [
    `iifname != "${UPLINK_DEVICE}" oifname != "${UPLINK_DEVICE}" accept`,
    `${inward} ${outward} drop`,
    // Nobody outside has an address of ours.
    ...ours.map(({ family, set }) => `${inward} ${field(family)} saddr ${set} drop`),
    ...ours.map(({ family, set }) => `${inward} ${field(family)} daddr ${set} accept`),
    ...ours.map(({ family, set }) => `${outward} ${field(family)} saddr ${set} accept`),
  ]);
  table.base('input', 'type filter hook input priority filter; policy accept;', [
    `${inward} ${discovery}`,
    `${inward} drop`,
  ]);
  table.base('output', 'type filter hook output priority filter; policy accept;', [
    `${outward} ${discovery}`,
    `${outward} drop`,
  ]);
  addArp(arp, ofFamily(4, publicAddresses).sort());
  return { tables: [table, arp] };
}

/** It answers for public addresses, and asks in the name of one: it has no other. */
function addArp(table: TableBuilder, publicAddresses: readonly string[]): void {
  const [first] = publicAddresses.map(checkedAddress);
  const set = table.set('public4', 'type ipv4_addr;', publicAddresses);
  table.base('input', 'type filter hook input priority filter; policy accept;', [
    `iifname "${UPLINK_DEVICE}" arp operation request arp daddr ip != ${set} drop`,
  ]);
  table.base('output', 'type filter hook output priority filter; policy accept;', [
    `oifname "${UPLINK_DEVICE}" arp operation request ${first === undefined ? 'drop' : `arp saddr ip set ${first}`}`,
  ]);
}
