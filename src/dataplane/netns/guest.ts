import { createHash } from 'node:crypto';
import type { Nic } from '#core/network.ts';
import { isUp, type LinkMark, markOf, readMark, type ShownLink } from './links.ts';

/*
 * What is configured inside an instance. Nothing here runs a program: it is told what is there, and
 * says what is to be done.
 */

/** What a NIC is configured as, and where. */
export interface GuestNic {
  readonly nic: Nic;
  readonly mark: LinkMark;
  /** `none`: link and MAC alone. */
  readonly guest: 'auto' | 'none';
  /** Somebody else's place: what is configured there is left as it is. */
  readonly bound: boolean;
  /** False while the instance is stopped. */
  readonly running: boolean;
  /** What the NIC was called there before it was lost. */
  readonly formerly?: string | undefined;
}

/** The router's address on every link. */
const IPV6_GATEWAY = 'fe80::1';
/** The kernel gives the first NIC's routes 0: those of another NIC of the subnet come after. */
const FURTHER_METRIC = 1000;
const RULE_PRIORITY = 1000;

/** The name that a device is to have, or a foreign link that holds it. */
export type DeviceName = { readonly name: string } | { readonly takenBy: string };

/**
 * The name of a NIC inside: eth0 for the primary one, the lowest free ethN of ours for another; eni0
 * and eniN in a bound place, where eth0 is somebody else's. One that was lost is called as before.
 */
export function deviceNameFor(guestNic: GuestNic, links: readonly ShownLink[]): DeviceName {
  const { nic, mark, bound } = guestNic;
  const ours = links.filter(({ ifalias }) => readMark(ifalias)?.planeId === mark.planeId);
  const mine = ours.find(({ ifalias }) => readMark(ifalias)?.nicId === mark.nicId);
  const form = bound ? 'eni' : 'eth';
  // It has its name already, and keeps it.
  const given = mine && new RegExp(`^${form}([0-9]+)$`).exec(mine.ifname)?.[1];
  if (mine && given !== undefined && (bound || (Number(given) === 0) === nic.primary)) {
    return { name: mine.ifname };
  }
  const holderOf = (name: string) =>
    links.find((each) => each !== mine && (each.ifname === name || each.altnames?.includes(name)));
  const formerly = formerName(guestNic);
  if (formerly !== undefined && holderOf(formerly) === undefined) return { name: formerly };
  const taken = new Set(ours.filter((each) => each !== mine).map(({ ifname }) => ifname));
  let n = nic.primary ? 0 : 1;
  while ((bound || !nic.primary) && taken.has(`${form}${n}`)) n += 1;
  const name = `${form}${n}`;
  return holderOf(name) === undefined ? { name } : { takenBy: name };
}

/** What it was called, where it may be called so again. */
function formerName({ nic, bound, formerly }: GuestNic): string | undefined {
  const fits = bound ? formerly?.startsWith('eni') : (formerly === 'eth0') === nic.primary;
  return fits && (bound || formerly?.startsWith('eth')) ? formerly : undefined;
}

/** The name that a NIC gets where no device but ours is, which have the names `taken`. */
export function nameBeside(guestNic: GuestNic, taken: ReadonlySet<string>): string {
  const { nic } = guestNic;
  const formerly = formerName(guestNic);
  if (formerly !== undefined && !taken.has(formerly)) return formerly;
  let n = nic.primary ? 0 : 1;
  while (!nic.primary && taken.has(`eth${n}`)) n += 1;
  return `eth${n}`;
}

/** What is still to be done so that the NIC is inside as it should be; empty when it is. */
export function problemsOf(guestNic: GuestNic, link: ShownLink | undefined): string[] {
  const { nic, guest, running } = guestNic;
  if (link === undefined) return ['its link is not there'];
  const has = new Set((link.addr_info ?? []).map(({ local }) => local));
  const missing =
    guest === 'auto' && running
      ? configuredAddresses(nic).filter(({ address }) => !has.has(address))
      : [];
  return [
    ...(link.address === nic.mac ? [] : [`its MAC is ${link.address}`]),
    ...(guest === 'auto' && running && !isUp(link) ? ['its link is down'] : []),
    ...missing.map(({ address }) => `${address} is missing`),
  ];
}

interface Address {
  readonly address: string;
  readonly length: number;
  readonly ipv6: boolean;
}

const parsed = (text: string): Address => {
  const [address = '', length = ''] = text.split('/');
  const ipv6 = address.includes(':');
  return { address, length: Number(length || (ipv6 ? 128 : 32)), ipv6 };
};

/** The primary IPv4 address and all IPv6 addresses: the others belong to whoever uses them. */
function configuredAddresses({ addresses }: Nic): Address[] {
  const all = addresses.map(parsed);
  const ipv4 = all.find(({ ipv6 }) => !ipv6);
  return [...(ipv4 ? [ipv4] : []), ...all.filter(({ ipv6 }) => ipv6)];
}

/**
 * How a link of a guest is named to `ip -batch`: by its index. It remembers which index a name has,
 * and the links of a guest are renamed and replaced behind its back.
 */
const byIndex = ({ ifindex }: ShownLink): string => `if${ifindex}`;

/** Gives the link its marks, its name and its MAC. */
export function nameLines({ nic, mark }: GuestNic, link: ShownLink, name: string): string[] {
  const device = byIndex(link);
  const alias = markOf(mark);
  const renamed = link.ifname !== name;
  return [
    ...(link.ifalias === alias ? [] : [`link set dev ${device} alias ${alias}`]),
    ...(link.altnames?.includes(nic.id)
      ? []
      : [`link property add dev ${device} altname ${nic.id}`]),
    ...(renamed && isUp(link) ? [`link set dev ${device} down`] : []),
    ...(renamed ? [`link set dev ${device} name ${name}`] : []),
    ...(link.address === nic.mac ? [] : [`link set dev ${device} address ${nic.mac}`]),
  ];
}

export const removalLines = (links: readonly ShownLink[]): string[] =>
  links.map((link) => `link del dev ${byIndex(link)}`);

/** Does what an image of the cloud does at boot. Lines that are done already may fail. */
export function configurationLines(guestNic: GuestNic, link: ShownLink): string[] {
  const { nic, bound, guest, running } = guestNic;
  const device = byIndex(link);
  if (!running) return [`link set dev ${device} down`];
  if (guest === 'none') return [];
  const addresses = configuredAddresses(nic);
  const ipv6 = addresses.filter((each) => each.ipv6);
  const metric = nic.primary && !bound ? '' : ` metric ${FURTHER_METRIC}`;
  return [
    // The kernel would wait a second for others that have the same address.
    `link set dev ${device} addrgenmode none`,
    ...addresses
      .filter((each) => !each.ipv6)
      .map(({ address, length }) => `addr add ${address}/${length} dev ${device}${metric}`),
    `link set dev ${device} up`,
    `addr add ${linkLocalOf(nic.mac)}/64 dev ${device} nodad`,
    ...ipv6.map(({ address }) => `addr add ${address}/128 dev ${device} nodad`),
    ...(nic.primary ? defaultRoutes(guestNic, device, ipv6.length > 0) : []),
    ...(nic.primary && !bound ? [] : sourceRoutes(guestNic, device)),
  ];
}

/** Leaves the default route of a bound place where it is. */
function defaultRoutes({ nic, bound }: GuestNic, device: string, ipv6: boolean): string[] {
  const how = bound ? 'append' : 'replace';
  const last = bound ? ` metric ${FURTHER_METRIC}` : '';
  return [
    ...(nic.gateway ? [`route ${how} default via ${nic.gateway} dev ${device}${last}`] : []),
    ...(ipv6 ? [`route ${how} default via ${IPV6_GATEWAY} dev ${device}${last}`] : []),
  ];
}

/** Answers leave by the NIC that was asked: a table of its own for what has its addresses. */
function sourceRoutes({ nic }: GuestNic, device: string): string[] {
  const table = tableOf(nic.id);
  const addresses = nic.addresses.map(parsed);
  const ipv6 = addresses.filter((each) => each.ipv6);
  const lookup = ({ address }: Address) =>
    `rule add from ${address} lookup ${table} pref ${RULE_PRIORITY}`;
  return [
    ...forgetLines(nic),
    ...(nic.gateway
      ? [`route replace default via ${nic.gateway} dev ${device} onlink table ${table}`]
      : []),
    ...addresses.filter((each) => !each.ipv6).map(lookup),
    ...(ipv6.length > 0
      ? [`route replace default via ${IPV6_GATEWAY} dev ${device} table ${table}`]
      : []),
    ...ipv6.map((each) => `-6 ${lookup(each)}`),
  ];
}

/** Removes what would stay behind in the guest when the NIC has gone. */
export function forgetLines({ id, addresses }: Nic): string[] {
  const flush = `rule flush table ${tableOf(id)}`;
  return addresses.some((each) => parsed(each).ipv6) ? [flush, `-6 ${flush}`] : [flush];
}

/** Far above the numbers that people give their tables. */
function tableOf(nicId: string): number {
  return 0x7e000000 + createHash('sha256').update(nicId).digest().readUIntBE(0, 3);
}

/** The address that the kernel would make of the MAC (RFC 4291, appendix A). */
function linkLocalOf(mac: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac
    .split(':')
    .map((part) => Number.parseInt(part, 16));
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return `fe80::${groups.map((group) => group.toString(16)).join(':')}`;
}
