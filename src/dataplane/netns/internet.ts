import { Coalesced } from '#platform/coalesced.ts';
import { hostBlock } from './addresses.ts';
import { AppliedEntries } from './applied-entries.ts';
import { AppliedRules } from './applied-rules.ts';
import { untilItSends } from './carrier.ts';
import type { ShownLink } from './links.ts';
import { checkedId, deviceOf } from './names.ts';
import type { Namespace } from './namespace.ts';
import {
  addressKey,
  DEFAULT_RULE_KEYS,
  deviceOfEntry,
  type Entries,
  INTERNET_MAC,
  neighbourKey,
  PEER,
  routeKey,
  via,
} from './routing/entries.ts';
import type { Present } from './routing/kernel.ts';
import { INTERNET_DEVICE } from './ruleset/names.ts';
import {
  addUplinkEntries,
  makeUplink,
  readUplinkRoutes,
  UPLINK_DEVICE,
  type Uplink,
  type UplinkRoutes,
  uplinkRules,
} from './uplink.ts';

/** The host that answers on the internet, by addresses that are kept for documentation. */
export const INTERNET_HOST = ['198.51.100.1', '2001:db8:ffff::1'];

const PARAMETERS = {
  'net.ipv4.conf.all.rp_filter': 0,
  'net.ipv4.conf.default.rp_filter': 0,
  'net.ipv4.conf.all.send_redirects': 0,
  'net.ipv4.conf.default.send_redirects': 0,
  'net.ipv6.conf.default.accept_dad': 0,
  'net.ipv6.conf.default.accept_ra': 0,
  'net.ipv4.ip_forward': 1,
  'net.ipv6.conf.all.forwarding': 1,
};

const UPLINK_PARAMETERS = {
  [`net.ipv4.conf.${UPLINK_DEVICE}.proxy_arp`]: 1,
  // Of its own addresses, none is for the uplink.
  [`net.ipv4.conf.${UPLINK_DEVICE}.arp_ignore`]: 1,
  [`net.ipv6.conf.${UPLINK_DEVICE}.proxy_ndp`]: 1,
};

/** The MAC at a router's end of its link, and at the internet's. */
const ROUTER_MAC = '02:ff:ff:ff:ff:fe';

/**
 * The internet of a data plane: a namespace with a host that answers, and a link to the router of
 * each network that has public addresses.
 */
export class Internet {
  readonly #namespace: Namespace;
  readonly #uplink: Uplink | undefined;
  readonly #routes: AppliedEntries;
  readonly #rules: AppliedRules;
  readonly #update = new Coalesced(() => this.#changeRoutes());
  /** The public addresses of each network that is connected, by its id. */
  readonly #networks = new Map<string, readonly string[]>();
  /**
   * What was there when it was read: what belongs to networks that have not been heard of since the
   * start stays as it is.
   */
  #unheard: Entries = new Map();
  /** How the host reaches others over the uplink. */
  #uplinkRoutes: UplinkRoutes | undefined;
  /** The links that are known to be there. */
  #links: Set<string> | undefined;

  /** @param uplink the device by which public addresses are known to others; none, to nobody. */
  constructor(namespace: Namespace, uplink?: Uplink) {
    this.#namespace = namespace;
    this.#uplink = uplink;
    this.#rules = new AppliedRules(namespace);
    this.#routes = new AppliedEntries(namespace);
  }

  /** Prepares the namespace. May be repeated. */
  async make(): Promise<void> {
    await Promise.all([this.#namespace.sysctl(PARAMETERS), this.#namespace.ip(['link set lo up'])]);
    await this.#makeUplink();
    await this.#update.run();
  }

  /**
   * Makes the link between a network's router and the internet, down at the router's end, and leads
   * these addresses to it. Says whether the link is new.
   */
  async connect(networkId: string, router: string, addresses: readonly string[]): Promise<boolean> {
    const before = this.#networks.get(networkId);
    const same =
      before?.length === addresses.length && before.every((each) => addresses.includes(each));
    const device = deviceOf(networkId);
    const made = await this.#makeLink(device, networkId, router);
    if (made) this.#routes.renew(device);
    if (!same || made) {
      this.#networks.set(networkId, [...addresses]);
      await this.#update.run();
    }
    return made;
  }

  /** Resolves when packets pass to a network, whose router has set its end up. */
  async carries(networkId: string): Promise<void> {
    const device = deviceOf(networkId);
    const look = async () => {
      const links = (await this.#namespace.show(['link', 'show', 'type', 'veth'])) as ShownLink[];
      return links.find(({ ifname }) => ifname === device);
    };
    await untilItSends(await look(), look);
  }

  /** Takes the link away. */
  async disconnect(networkId: string): Promise<void> {
    const device = deviceOf(networkId);
    this.#networks.delete(networkId);
    const links = await this.#knownLinks();
    if (links.delete(device)) await this.#namespace.ip([`link del ${device}`]);
    await this.#update.run();
  }

  /** The link was not there, though it was thought to be: with its router, it may have gone. */
  forget(networkId: string): void {
    this.#links?.delete(deviceOf(networkId));
  }

  /** Looks at what is there, and makes again what somebody has taken away. */
  async repair(): Promise<void> {
    this.#links = undefined;
    this.#routes.doubt();
    await this.make();
    if (this.#uplink !== undefined) {
      await this.#rules.repair(uplinkRules(publicAddressesOf(this.#wantedRoutes(undefined))));
    }
  }

  /** @param router the name of its namespace. */
  async #makeLink(device: string, networkId: string, router: string): Promise<boolean> {
    const links = await this.#knownLinks();
    if (links.has(device)) return false;
    await this.#namespace.ip([
      `link add ${device} address ${INTERNET_MAC} mtu 1500 type veth peer name ${INTERNET_DEVICE} address ${ROUTER_MAC} mtu 1500 netns ${router}`,
      `link property add dev ${device} altname ${checkedId(networkId)}`,
      `link set ${device} up`,
    ]);
    links.add(device);
    return true;
  }

  async #knownLinks(): Promise<Set<string>> {
    if (this.#links !== undefined) return this.#links;
    const shown = (await this.#namespace.show(['link', 'show'])) as { ifname: string }[];
    this.#links ??= new Set(shown.map(({ ifname }) => ifname));
    return this.#links;
  }

  /** Makes the uplink, down, or takes away one that is not asked for any more. */
  async #makeUplink(): Promise<void> {
    const there = (await this.#knownLinks()).has(UPLINK_DEVICE);
    if (this.#uplink === undefined) {
      if (there) await this.#namespace.ip([`link del ${UPLINK_DEVICE}`]);
      return;
    }
    if (!there) {
      // Nothing passes it before there are rules.
      await this.#rules.apply(uplinkRules([]));
      await makeUplink(this.#uplink, this.#namespace.name);
      this.#namespace.renew();
      this.#routes.renew(UPLINK_DEVICE);
      this.#links?.add(UPLINK_DEVICE);
    }
    await this.#namespace.sysctl(UPLINK_PARAMETERS);
    await this.#namespace.ip([`link set ${UPLINK_DEVICE} up`]);
    this.#uplinkRoutes = await readUplinkRoutes(this.#uplink);
  }

  async #changeRoutes(): Promise<void> {
    let wanted: Entries = new Map();
    await this.#routes.update((read) => {
      wanted = this.#wantedRoutes(read);
      return wanted;
    });
    if (this.#uplink !== undefined) await this.#rules.apply(uplinkRules(publicAddressesOf(wanted)));
  }

  #wantedRoutes(read: Present | undefined): Entries {
    const entries = new Map<string, string>();
    for (const key of DEFAULT_RULE_KEYS) entries.set(key, '');
    for (const address of INTERNET_HOST) entries.set(addressKey('lo', hostBlock(address)), '');
    const devices = new Set([...this.#networks.keys()].map(deviceOf));
    if (read !== undefined) {
      this.#unheard = read.entries;
      this.#links = new Set(read.devices);
    }
    for (const [key, value] of this.#unheard) {
      const device = deviceOfEntry(key, value);
      if (device === undefined || devices.has(device) || device === UPLINK_DEVICE) continue;
      entries.set(key, value);
    }
    for (const [networkId, addresses] of this.#networks) {
      const device = deviceOf(networkId);
      // It went with its router, which makes it again.
      if (this.#links?.has(device) !== true) continue;
      entries.set(neighbourKey(device, PEER), ROUTER_MAC);
      for (const address of addresses) {
        entries.set(routeKey('main', hostBlock(address)), via(address, device));
      }
    }
    if (this.#uplinkRoutes !== undefined) {
      addUplinkEntries(entries, this.#uplinkRoutes, publicAddressesOf(entries));
    }
    return entries;
  }
}

/** The addresses that lead to a router, also to one that has not been heard of since the start. */
function publicAddressesOf(entries: Entries): string[] {
  return [...entries].flatMap(([key, value]) => {
    const [kind, , block = ''] = key.split(' ');
    const device = deviceOfEntry(key, value) ?? '';
    const leadsToRouter = kind === 'route' && device.startsWith(DEVICE_PREFIX);
    return leadsToRouter ? [block.replace(/\/(32|128)$/, '')] : [];
  });
}
const DEVICE_PREFIX = 'tn';
