import type { Network } from '#core/network.ts';
import { Coalesced } from '#platform/coalesced.ts';
import type { NicCounters, PublicCounters } from '../driver.ts';
import { isNoSuchSet } from './absent.ts';
import { AppliedEntries } from './applied-entries.ts';
import { AppliedRules } from './applied-rules.ts';
import { readNicCounters, readPublicCounters } from './counters.ts';
import { FloatingHolders, MONITOR, readAnnouncement } from './floating.ts';
import { CommandFailed } from './host.ts';
import type { Internet } from './internet.ts';
import { deviceOf } from './names.ts';
import type { Link, Namespace, Watch } from './namespace.ts';
import { type Entries, entriesOf } from './routing/entries.ts';
import type { Present } from './routing/kernel.ts';
import { rulesetOf } from './ruleset/build.ts';
import { INTERNET_DEVICE, NOWHERE_DEVICE } from './ruleset/names.ts';
import { hasInternet, publicOf } from './ruleset/public-addresses.ts';

export interface RouterEvents {
  /** Another NIC has a floating address now. */
  floated(floatingAddressId: string, nicId: string): void;
  /** Something failed that no call waits for. */
  failed(error: unknown): void;
}

/** What every router is, before any link is there: links take over what is set by default. */
const PARAMETERS = {
  'net.ipv4.conf.all.rp_filter': 0,
  'net.ipv4.conf.default.rp_filter': 0,
  'net.ipv4.conf.all.send_redirects': 0,
  'net.ipv4.conf.default.send_redirects': 0,
  'net.ipv4.conf.default.accept_redirects': 0,
  // It answers for all addresses of the network: none is on the link of another.
  'net.ipv4.conf.all.proxy_arp': 1,
  // Announcements of addresses that it did not ask for: floating ones.
  'net.ipv4.conf.all.arp_accept': 1,
  // What is to listen at an address of it may come before the network is applied, and the address.
  'net.ipv4.ip_nonlocal_bind': 1,
  // A link has the addresses that it is given, and no other.
  'net.ipv6.conf.default.addr_gen_mode': 1,
  'net.ipv6.conf.default.accept_dad': 0,
  'net.ipv6.conf.default.accept_ra': 0,
  'net.ipv6.conf.default.accept_redirects': 0,
};
/** Not before there are rules. */
const FORWARDING = { 'net.ipv4.ip_forward': 1, 'net.ipv6.conf.all.forwarding': 1 };

const NOWHERE_PEER = `${NOWHERE_DEVICE}-peer`;

/**
 * One network's router: rules and routes in a namespace of its own. Calls may be made at any time
 * and in any order. Rules and routes are brought up to date each by themselves, one change after the
 * other, and calls that come meanwhile share the next one.
 */
export class Router {
  readonly #namespace: Namespace;
  readonly #internet: Internet | undefined;
  readonly #events: RouterEvents;
  readonly #appliedRules: AppliedRules;
  readonly #appliedRoutes: AppliedEntries;
  readonly #rules = new Coalesced(() => this.#updateRules());
  readonly #routes = new Coalesced(() => this.#updateRoutes());
  #made: Promise<void> | undefined;
  #network: Network | undefined;
  #forwarding = false;
  #connected = false;
  readonly #links = new Map<string, Link>();
  /** NICs that were taken out and that the network still has: a link that is seen is going. */
  #unplugged = new Set<string>();
  readonly #floating: FloatingHolders;
  #monitor: Promise<Watch> | undefined;

  /** @param internet what the network's public addresses are reached from; none, nothing is. */
  constructor(namespace: Namespace, internet: Internet | undefined, events: RouterEvents) {
    this.#namespace = namespace;
    this.#internet = internet;
    this.#events = events;
    this.#appliedRules = new AppliedRules(namespace);
    this.#appliedRoutes = new AppliedEntries(namespace);
    this.#floating = new FloatingHolders(events.floated);
  }

  /** Prepares the namespace. It must be done before the first link is made in it. */
  make(): Promise<void> {
    this.#made ??= this.#prepare().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  async #prepare(): Promise<void> {
    const [links] = await Promise.all([
      this.#namespace.show(['link', 'show']) as Promise<{ ifname: string; flags: string[] }[]>,
      this.#namespace.sysctl(PARAMETERS),
    ]);
    const up = new Set(
      links.filter(({ flags }) => flags.includes('UP')).map((each) => each.ifname),
    );
    const there = links.some(({ ifname }) => ifname === NOWHERE_DEVICE);
    if (!there) this.#namespace.renew();
    const make = [`link add ${NOWHERE_DEVICE} type veth peer name ${NOWHERE_PEER}`];
    await this.#namespace.ip([
      ...(there ? [] : make),
      ...['lo', NOWHERE_DEVICE, NOWHERE_PEER]
        .filter((device) => !up.has(device))
        .map((device) => `link set ${device} up`),
    ]);
  }

  /** Makes rules and routes as the network wants them; an earlier picture than the last is ignored. */
  async apply(network: Network): Promise<void> {
    if (network.revision >= (this.#network?.revision ?? network.revision)) this.#network = network;
    await this.make();
    await Promise.all([this.#rules.run(), this.#routes.run(), this.#watchAnnouncements()]);
  }

  /** A NIC's link is there, or has come up or gone down. */
  async plugged(link: Link): Promise<void> {
    this.#links.set(link.nicId, link);
    this.#appliedRoutes.renew(link.device);
    await this.#routes.run();
  }

  /** A NIC's link is gone, or about to go. */
  async unplugged(nicId: string): Promise<void> {
    this.#unplugged.add(nicId);
    if (this.#links.delete(nicId)) await this.#routes.run();
  }

  /** Looks at what is there, and makes again what somebody has taken away or changed. */
  async repair(): Promise<void> {
    await this.#prepare();
    const network = this.#network;
    if (network === undefined) return;
    this.#forwarding = false;
    await this.#rules.run();
    await this.#appliedRules.repair(rulesetOf(network));
    this.#connected = false;
    this.#appliedRoutes.doubt();
    await Promise.all([this.#routes.run(), this.#watchAnnouncements()]);
  }

  /** Lets go of the namespace, which is then to be deleted. */
  async remove(): Promise<void> {
    const network = this.#network;
    this.#network = undefined;
    await this.close();
    if (network !== undefined) await this.#internet?.disconnect(network.id);
  }

  /** Lets go of the namespace. Packets go on. */
  async close(): Promise<void> {
    const monitor = this.#monitor;
    this.#monitor = undefined;
    await (await monitor)?.stop();
  }

  /** Of the NICs that are plugged. */
  async counters(): Promise<NicCounters[]> {
    if (this.#network === undefined) return [];
    return readNicCounters(this.#namespace, this.#links.values());
  }

  /** Of the network's public IPv4 addresses. */
  async publicCounters(): Promise<PublicCounters[]> {
    if (this.#network === undefined) return [];
    return readPublicCounters(this.#namespace, this.#network).catch((error: unknown) => {
      // Its rules are being made.
      if (isNoSuchSet(error)) return [];
      throw error;
    });
  }

  async #updateRules(): Promise<void> {
    if (this.#network === undefined) return;
    await this.#appliedRules.apply(rulesetOf(this.#network));
    if (this.#forwarding) return;
    await this.#namespace.sysctl(FORWARDING);
    this.#forwarding = true;
  }

  async #updateRoutes(): Promise<void> {
    const network = this.#network;
    if (network === undefined) return;
    await this.#connect(network);
    await this.#appliedRoutes.update((read) => this.#wantedRoutes(this.#network ?? network, read));
    if (this.#connected && !hasInternet(this.#network ?? network)) {
      this.#connected = false;
      await this.#internet?.disconnect(network.id);
    }
  }

  #wantedRoutes(network: Network, read: Present | undefined): Entries {
    if (read !== undefined) {
      this.#findLinks(network, read);
      this.#floating.recall(network.floatingAddresses, read);
    }
    const links = read === undefined ? this.#links : this.#seen(read);
    const holders = this.#floating.choose(network.floatingAddresses, links);
    return entriesOf({ network, links, holders, internet: this.#connected });
  }

  /** Links that another process made, whose traffic is to go on. */
  #findLinks({ nics }: Network, { devices, up }: Present): void {
    this.#unplugged = new Set(nics.map(({ id }) => id).filter((id) => this.#unplugged.has(id)));
    for (const { id, mac } of nics) {
      const device = deviceOf(id);
      if (!devices.has(device) || this.#links.has(id) || this.#unplugged.has(id)) continue;
      this.#links.set(id, { nicId: id, device, mac, up: up.has(device) });
    }
  }

  /** The links as they are, whatever was said of them: nothing leads over one that is down. */
  #seen({ devices, up }: Present): ReadonlyMap<string, Link> {
    return new Map(
      [...this.#links]
        .filter(([, { device }]) => devices.has(device))
        .map(([id, link]) => [id, { ...link, up: link.up && up.has(link.device) }]),
    );
  }

  /** Makes the link to the internet for a network that has public addresses. */
  async #connect(network: Network): Promise<void> {
    if (this.#internet === undefined || !hasInternet(network)) return;
    const { id } = network;
    const connect = () =>
      this.#internet?.connect(id, this.#namespace.name, publicOf(network)) ?? false;
    const made = await connect();
    if (!made && this.#connected) return;
    // The link was made from the other end, maybe in the place of one of the same name.
    this.#namespace.renew();
    const up = [`link set ${INTERNET_DEVICE} up`];
    try {
      await this.#namespace.ip(up);
    } catch (error) {
      if (made || !(error instanceof CommandFailed)) throw error;
      this.#internet.forget(id);
      await connect();
      this.#namespace.renew();
      await this.#namespace.ip(up);
    }
    await this.#internet.carries(id);
    this.#appliedRoutes.renew(INTERNET_DEVICE);
    this.#connected = true;
  }

  /** Follows announcements of floating addresses while there are any. */
  async #watchAnnouncements(): Promise<void> {
    const needed = (this.#network?.floatingAddresses.length ?? 0) > 0;
    if (needed) {
      this.#monitor ??= this.#namespace.watch(
        MONITOR,
        (line) => this.#read(line),
        () => {
          // The next repair starts another, and finds what was announced meanwhile.
          this.#monitor = undefined;
        },
      );
      try {
        await this.#monitor;
      } catch (error) {
        this.#monitor = undefined;
        throw error;
      }
    } else if (this.#monitor !== undefined) {
      await this.close();
    }
  }

  #read(line: string): void {
    const announcement = readAnnouncement(line);
    if (announcement === undefined || this.#network === undefined) return;
    if (!this.#floating.announced(this.#network.floatingAddresses, announcement)) return;
    this.#routes.run().catch((error: unknown) => this.#events.failed(error));
  }
}
