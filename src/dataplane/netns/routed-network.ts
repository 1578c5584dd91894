import type { Server } from 'node:net';
import type { Nic } from '#core/network.ts';
import { Coalesced } from '#platform/coalesced.ts';
import { isForgottenLink, isNoSuchLink } from './absent.ts';
import { untilItSends } from './carrier.ts';
import { Coprocess } from './coprocess.ts';
import { CommandFailed, type Host, type NamespaceRef } from './host.ts';
import { type LinkMark, MTU, markOf, ROUTER_MAC, readMark, type ShownLink } from './links.ts';
import { listenIn } from './listen.ts';
import { checkedMac, deviceOf } from './names.ts';
import type { OpenNamespace } from './namespace.ts';
import type { Router } from './router.ts';

/** Links that are to be deleted together: one deletion waits as long as many. */
const CONDEMNED_GROUP = 84;
const CONDEMNED_NAME = /^tx[0-9a-z]+$/;

/** The namespace of a network's router, and the links of its NICs in it. */
export class RoutedNetwork {
  readonly id: string;
  readonly namespace: OpenNamespace;
  readonly router: Router;
  /** Deletions take as long as twenty plugs: those do not wait behind them. */
  readonly #deleter: Coprocess;
  readonly #deletion = new Coalesced(() => this.#deleteGroup());
  #condemned = 0;
  readonly #host: Host;
  /** What listens in it for us. */
  readonly #servers = new Set<Server>();

  constructor(host: Host, id: string, namespace: OpenNamespace, router: Router) {
    this.id = id;
    this.namespace = namespace;
    this.router = router;
    this.#host = host;
    this.#deleter = new Coprocess(host, namespace.where);
  }

  /** The links of NICs, finished or not. */
  async links(): Promise<ShownLink[]> {
    const links = (await this.namespace.show(['link', 'show', 'type', 'veth'])) as ShownLink[];
    return links.filter(({ ifname }) => /^tn[0-9a-f]{12}$/.test(ifname));
  }

  /** The router's link of a NIC; undefined when it is not there. */
  async link(nicId: string): Promise<ShownLink | undefined> {
    const show = async () => {
      const shown = await this.namespace.show(['link', 'show', 'dev', deviceOf(nicId)]);
      return (shown as ShownLink[])[0];
    };
    try {
      return await show().catch((error: unknown) => {
        if (!isForgottenLink(error)) throw error;
        this.namespace.renew();
        return show();
      });
    } catch (error) {
      if (isNoSuchLink(error) || this.namespace.hasGone) return undefined;
      throw error;
    }
  }

  /**
   * Makes the pair of links, of which the guest's end is born in its namespace. Resolves to the
   * router's end.
   */
  async create(nic: Nic, guest: NamespaceRef, up: boolean): Promise<ShownLink> {
    const device = deviceOf(nic.id);
    const where = 'name' in guest ? guest.name : guest.path;
    const make = [
      `link add dev ${device}${up ? ' up' : ''} address ${ROUTER_MAC} mtu ${MTU} type veth peer name ${device} address ${checkedMac(nic.mac)} mtu ${MTU} netns ${where}`,
      `link property add dev ${device} altname ${nic.id}`,
    ];
    const { shown, failures } = await this.namespace.runAndShow(make, [`link show dev ${device}`]);
    const [[link] = []] = shown as ShownLink[][];
    if (failures.length > 0 || link === undefined) throw new CommandFailed('ip', failures);
    return link;
  }

  /**
   * Notes that the NIC is in, with everything: who finds no such mark finds half a plug. With
   * `carries`, resolves when packets pass.
   */
  async mark(mark: LinkMark, carries: boolean): Promise<void> {
    const device = deviceOf(mark.nicId);
    const line = `link set dev ${device} alias ${markOf(mark)}`;
    if (!carries) return this.namespace.ip([line]);
    const { shown, failures } = await this.namespace.runAndShow(
      [line],
      [`link show dev ${device}`],
    );
    if (failures.length > 0) throw new CommandFailed('ip', failures);
    const [[link] = []] = shown as ShownLink[][];
    await untilItSends(link, () => this.link(mark.nicId));
  }

  /** Notes that something of the NIC is being changed: if that is never finished, it is half a plug. */
  async unmark(nicId: string): Promise<void> {
    await this.namespace.ip([`link set dev ${deviceOf(nicId)} alias ''`]);
  }

  async setUp(nicId: string, up: boolean): Promise<void> {
    await this.namespace.ip([`link set dev ${deviceOf(nicId)} ${up ? 'up' : 'down'}`]);
  }

  /**
   * Takes a NIC's links out. Its name is free at once; resolves when they are gone from the guest
   * as well.
   */
  async delete(nicId: string): Promise<void> {
    const device = deviceOf(nicId);
    this.#condemned += 1;
    const name = `tx${process.pid.toString(36)}${this.#condemned.toString(36)}`;
    const condemn = () =>
      this.namespace.ip([
        `link set dev ${device} down`,
        `link property del dev ${device} altname ${nicId}`,
        `link set dev ${device} name ${name} group ${CONDEMNED_GROUP}`,
      ]);
    await condemn().catch(async (error: unknown) => {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
      // It was half made, or somebody else has removed or replaced it.
      this.namespace.renew();
      if ((await this.link(nicId)) !== undefined) await this.#retry(condemn, nicId);
    });
    await this.deleteCondemned();
  }

  async #retry(condemn: () => Promise<void>, nicId: string): Promise<void> {
    await condemn().catch(async (error: unknown) => {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
      if ((await this.link(nicId)) !== undefined) throw error;
    });
  }

  /** Deletes what was condemned before this call. */
  deleteCondemned(): Promise<void> {
    return this.#deletion.run();
  }

  async #deleteGroup(): Promise<void> {
    const before = await this.#inGroup();
    if (before.length === 0) return;
    try {
      await this.#deleter.run([`link del group ${CONDEMNED_GROUP}`]);
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
      // Their guests may have ended meanwhile. Those that came since have a deletion of their own.
      const left = await this.#inGroup();
      if (left.some((index) => before.includes(index))) throw error;
    }
  }

  /** The indices of the links that are condemned. */
  async #inGroup(): Promise<number[]> {
    const shown = await this.#deleter.read(`link show group ${CONDEMNED_GROUP}`);
    return (shown.flat() as Partial<ShownLink>[]).flatMap(({ ifindex }) => ifindex ?? []);
  }

  /** Removes what a predecessor was killed at: condemned links, and half a plug. */
  async clear(): Promise<ShownLink[]> {
    const all = (await this.namespace.show(['link', 'show', 'type', 'veth'])) as ShownLink[];
    const ofNics = all.filter(({ ifname }) => /^tn[0-9a-f]{12}$/.test(ifname));
    const half = ofNics.filter(({ ifalias }) => readMark(ifalias) === undefined);
    for (const { ifname } of half) {
      await this.namespace.ip([`link set dev ${ifname} group ${CONDEMNED_GROUP}`]);
    }
    if (half.length > 0 || all.some(({ ifname }) => CONDEMNED_NAME.test(ifname))) {
      await this.deleteCondemned();
    }
    return ofNics.filter((link) => !half.includes(link));
  }

  /** A server of this process that listens in it, until the network is closed. */
  async listen(address: string, port: number): Promise<Server> {
    const server = await listenIn(this.#host, this.namespace.where, address, port);
    this.#servers.add(server);
    server.once('close', () => this.#servers.delete(server));
    return server;
  }

  /** Ends all that runs for us in it. Traffic goes on. */
  async close(): Promise<void> {
    // A socket of it would keep it alive.
    for (const server of this.#servers) server.close();
    await this.router.close();
    await Promise.all([this.#deleter.close(), this.namespace.close()]);
  }
}
