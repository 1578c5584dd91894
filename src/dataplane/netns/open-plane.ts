import type { Server } from 'node:net';
import { join } from 'node:path';
import type { Network, Nic, Place } from '#core/network.ts';
import {
  type Entrance,
  type Inventory,
  type NicCounters,
  type PlaneEvents,
  PlaneRefusal,
} from '../driver.ts';
import type { PlaneContext } from '../options.ts';
import { forgetLines, type GuestNic, problemsOf, removalLines } from './guest.ts';
import { CommandFailed, type Host } from './host.ts';
import { Internet } from './internet.ts';
import { isNic, readMark, type ShownLink } from './links.ts';
import type { Locks } from './locks.ts';
import { NamedNamespace } from './named-namespace.ts';
import { deviceOf, INTERNET, namespaceOf, readNamespace } from './names.ts';
import type { OpenNamespace } from './namespace.ts';
import { Namespaces } from './namespaces.ts';
import { Notes } from './notes.ts';
import { isInstance, type OpenPlace, Places } from './places.ts';
import { configure, linksIn } from './plug.ts';
import { Returns } from './returns.ts';
import { RoutedNetwork } from './routed-network.ts';
import { Router } from './router.ts';
import { markOfWire, type Wire, Wires } from './wire.ts';

export interface OpenPlaneOptions {
  readonly host: Host;
  readonly planeId: string;
  readonly guest: 'auto' | 'none';
  readonly uplink: string | undefined;
  readonly events: PlaneEvents;
  readonly locks: Locks;
  readonly wakeAfter: PlaneContext['wakeAfter'];
}

interface NicNote {
  readonly nic: Nic;
  readonly instanceId: string;
}

const HOST_NETWORK = '/proc/self/ns/net';

/** The keys under which calls wait for each other. */
export const nicKey = (id: string) => `nic ${id}`;
export const instanceKey = (id: string) => `instance ${id}`;
export const networkKey = (id: string) => `network ${id}`;

/** What is on the host, and what changes it. Whoever calls sees to the order of calls. */
export class OpenPlane {
  readonly #options: OpenPlaneOptions;
  readonly #namespaces: Namespaces;
  readonly #places: Places;
  readonly #wires = new Wires();
  readonly #networks = new Map<string, Promise<RoutedNetwork>>();
  /** The networks as they were asked for last, for a router that must be made again. */
  readonly #pictures = new Map<string, Network>();
  readonly #internet: Internet;
  /** The host's own namespace, in which nothing is changed: an uplink is made on a device of it. */
  readonly #ofHost: OpenNamespace;
  /** The internet's namespace, as it was found last. */
  #internetIdentity: string | undefined;
  readonly #notes: Notes<NicNote>;
  readonly #returns: Returns;

  constructor(options: OpenPlaneOptions) {
    const { host, planeId } = options;
    this.#options = options;
    this.#namespaces = new Namespaces(host);
    this.#places = new Places(host, planeId, this.#namespaces);
    this.#ofHost = this.#namespaces.at(HOST_NETWORK);
    const { uplink } = options;
    this.#internet = new Internet(
      new NamedNamespace(this.#namespaces, this.#nameOf(INTERNET)),
      uplink === undefined ? undefined : { device: uplink, namespace: this.#ofHost },
    );
    this.#notes = new Notes(join(host.runtimeFolder, planeId, 'nics'));
    this.#returns = new Returns({
      wakeAfter: options.wakeAfter,
      isBack: (instanceId) => this.#places.open(instanceId),
      plug: (nic, instanceId) => this.#plugAgain(nic, instanceId),
      failed: options.events.failed,
    });
  }

  /** Finds what a predecessor has left, which goes on working, and removes what it left half made. */
  async restore(): Promise<void> {
    await this.#places.restore();
    await this.#makeInternet();
    const notes = this.#notes.read();
    await Promise.all(this.#networkIds().map((id) => this.#restoreNetwork(id, notes)));
    for (const [id, { nic, instanceId }] of notes) {
      if (this.#wires.get(id) !== undefined) continue;
      this.#notes.remove(id);
      if (this.#places.known(instanceId)?.binding) this.#returns.expect(nic, instanceId);
    }
    this.#namespaces.onChange(() => this.#inBackground(this.check()));
  }

  async #makeInternet(): Promise<void> {
    const { identity } = await this.#namespaces.ensure(this.#nameOf(INTERNET));
    this.#internetIdentity = identity;
    await this.#internet.make();
  }

  #networkIds(): string[] {
    return this.#namespaces
      .list()
      .map(readNamespace)
      .filter((read) => read?.planeId === this.#options.planeId)
      .map((read) => read?.id ?? '')
      .filter((id) => id !== INTERNET && !isInstance(id));
  }

  async #restoreNetwork(id: string, notes: ReadonlyMap<string, NicNote>): Promise<void> {
    const network = await this.#network(id);
    for (const link of await network.clear()) {
      const mark = readMark(link.ifalias);
      if (mark === undefined) continue;
      const { nicId, instanceId } = mark;
      const up = link.flags.includes('UP');
      const guest = this.#places.current(instanceId)?.identity;
      const nic = notes.get(nicId)?.nic;
      const wire = { nicId, instanceId, network, guest, nic, complete: true, up };
      this.#wires.add({ ...wire, device: link.ifname });
    }
  }

  /** The network of that id, whose router is made if it is not there. */
  #network(id: string): Promise<RoutedNetwork> {
    const before = this.#networks.get(id);
    const made =
      before === undefined
        ? this.#makeNetwork(id)
        : before.then((network) =>
            this.#isWhole(network)
              ? network
              : this.#dropNetwork(network).then(() => this.#makeNetwork(id)),
          );
    this.#networks.set(id, made);
    // The next call tries again.
    made.catch(() => {
      if (this.#networks.get(id) === made) this.#networks.delete(id);
    });
    return made;
  }

  async #makeNetwork(id: string): Promise<RoutedNetwork> {
    const namespace = await this.#namespaces.ensure(this.#nameOf(id));
    const router = new Router(namespace, this.#internet, this.#options.events);
    await router.make();
    const network = new RoutedNetwork(this.#options.host, id, namespace, router);
    await this.#watch(network);
    const picture = this.#pictures.get(id);
    if (picture !== undefined) await router.apply(picture);
    return network;
  }

  #isWhole({ namespace }: RoutedNetwork): boolean {
    return this.#namespaces.identity(namespace.where) === namespace.identity;
  }

  /** Gives up a network whose namespace somebody has removed. */
  async #dropNetwork(network: RoutedNetwork): Promise<void> {
    for (const wire of this.#wires.in(network)) this.#forget(wire);
    await network.close();
    this.#namespaces.letGo();
  }

  /** Sees to it that links which others delete are noticed. */
  async #watch(network: RoutedNetwork): Promise<void> {
    const deleted = /^Deleted \d+: (tn[0-9a-f]{12})[@:]/;
    await network.namespace.watch(
      ['ip', 'monitor', 'link'],
      (line) => {
        const device = deleted.exec(line)?.[1];
        if (device !== undefined) this.#deleted(network, device);
      },
      () => {
        // Somebody has killed it.
        if (!this.#isWhole(network)) return;
        this.#options.wakeAfter(1000, () => this.#inBackground(this.#watchAgain(network)));
      },
    );
  }

  async #watchAgain(network: RoutedNetwork): Promise<void> {
    if ((await this.#networks.get(network.id)) !== network) return;
    await this.#watch(network);
    await this.check();
  }

  #deleted(network: RoutedNetwork, device: string): void {
    const wire = this.#wires.in(network).find((each) => each.device === device);
    if (wire !== undefined) this.#inBackground(this.#checkWire(wire));
  }

  /** Looks for what has gone without being asked for. */
  async check(): Promise<void> {
    for (const made of [...this.#networks.values()]) {
      const network = await made.catch(() => undefined);
      if (network === undefined || this.#isWhole(network)) continue;
      await this.#options.locks.run({ exclusive: [networkKey(network.id)] }, async () => {
        if (this.#networks.get(network.id) !== made || this.#isWhole(network)) return;
        this.#networks.delete(network.id);
        await this.#dropNetwork(network);
      });
    }
    await this.#checkInternet();
    const gone = this.#wires.all().filter((wire) => wire.complete && !this.#isInPlace(wire));
    if (gone.length > 0) this.#namespaces.letGo();
    await Promise.all(gone.map((wire) => this.#checkWire(wire)));
  }

  async #checkInternet(): Promise<void> {
    const name = this.#nameOf(INTERNET);
    if (this.#namespaces.identity({ name }) === this.#internetIdentity) return;
    await this.#makeInternet();
    await this.#internet.repair();
    await this.#repairRouters();
  }

  /** Makes again what somebody has changed in the routers. */
  async #repairRouters(): Promise<void> {
    const networks = await Promise.all([...this.#networks.values()]);
    const repairs = networks.map(({ router }) => router.repair());
    await Promise.all(repairs.map((repair) => repair.catch(this.#options.events.failed)));
  }

  #isInPlace({ instanceId, guest }: Wire): boolean {
    return guest !== undefined && this.#places.current(instanceId)?.identity === guest;
  }

  /** Loses a wire that is not there any more, once no call is at it. */
  #checkWire(wire: Wire): Promise<void> {
    return this.#options.locks.run({ exclusive: [nicKey(wire.nicId)] }, async () => {
      if (this.#wires.get(wire.nicId) !== wire) return;
      const { network, nicId } = wire;
      const link = await network.link(nicId);
      if (link !== undefined && this.#isInPlace(wire)) return;
      this.#lose(wire);
      if (link !== undefined) await network.delete(nicId);
    });
  }

  #lose(wire: Wire): void {
    wire.network.namespace.renew();
    this.#inBackground(wire.network.router.unplugged(wire.nicId));
    this.#forget(wire);
  }

  /** Says that a NIC is lost, which may come back with what its instance is bound to. */
  #forget(wire: Wire): void {
    if (!this.#wires.take(wire)) return;
    const { nicId, nic, instanceId } = wire;
    this.#notes.remove(nicId);
    if (!wire.complete) return;
    if (nic && this.#places.known(instanceId)?.binding) this.#returns.expect(nic, instanceId);
    this.#options.events.nicLost(nicId);
  }

  async applyNetwork(network: Network): Promise<void> {
    this.#pictures.set(network.id, network);
    const { router } = await this.#network(network.id);
    // A later picture may have come meanwhile.
    await router.apply(this.#pictures.get(network.id) ?? network);
  }

  async removeNetwork(id: string): Promise<void> {
    this.#pictures.delete(id);
    this.#returns.forget((nic) => nic.networkId === id);
    const made = this.#networks.get(id);
    if (made === undefined) return;
    const network = await made;
    await Promise.all(this.#wires.in(network).map((wire) => this.#takeOut(wire)));
    await network.router.remove();
    this.#networks.delete(id);
    await network.close();
    await this.#namespaces.remove(this.#nameOf(id));
  }

  async listenIn(networkId: string, address: string, port: number): Promise<Server> {
    return (await this.#network(networkId)).listen(address, port);
  }

  async ensureInstance(place: Place): Promise<void> {
    const opened = await this.#places.ensure(place);
    try {
      const changed = this.#wires.of(place.id).filter(({ up }) => up !== place.running);
      await Promise.all(changed.map((wire) => this.#setRunning(wire, opened)));
    } finally {
      await this.#letGo(opened);
    }
  }

  /** Brings both ends of a NIC up or down. */
  async #setRunning(wire: Wire, opened: OpenPlace): Promise<void> {
    const { running } = opened.place;
    await wire.network.setUp([wire.nicId], running);
    if (wire.nic !== undefined) {
      const { namespace } = opened;
      await configure(namespace, this.#guestNic(wire.nic, opened), await linksIn(namespace));
    }
    await this.#tellRouter({ ...wire, up: running });
    // Until here, whoever asks again has all of it done again.
    wire.up = running;
  }

  async removeInstance(id: string): Promise<void> {
    this.#returns.forget((_, instanceId) => instanceId === id);
    await Promise.all(this.#wires.of(id).map((wire) => this.#takeOut(wire)));
    await this.#places.remove(id);
  }

  async plug(nic: Nic, instanceId: string): Promise<void> {
    this.#returns.forget(({ id }) => id === nic.id);
    const opened = await this.#places.open(instanceId);
    try {
      await this.#plugInto(nic, opened);
    } finally {
      await this.#letGo(opened);
    }
  }

  async #plugInto(nic: Nic, opened: OpenPlace): Promise<void> {
    const network = await this.#network(nic.networkId);
    const before = this.#wires.get(nic.id);
    let links: ShownLink[] | undefined;
    if (before !== undefined) {
      links = await this.#linksBehind(before, network, opened);
      if (links === undefined) await this.#takeOut(before);
      else if (before.complete && this.#isFinished(nic, before, opened, links)) return;
    }
    try {
      await (links === undefined
        ? this.#connect(nic, network, opened)
        : this.#finish(nic, this.#wires.get(nic.id), opened, links));
    } catch (error) {
      const wire = this.#wires.get(nic.id);
      if (error instanceof PlaneRefusal && wire) await this.#takeOut(wire);
      throw error;
    }
  }

  /** The guest's links, when both ends of the NIC are where they belong; else undefined. */
  async #linksBehind(
    wire: Wire,
    network: RoutedNetwork,
    { place, namespace }: OpenPlace,
  ): Promise<ShownLink[] | undefined> {
    if (wire.network !== network || wire.instanceId !== place.id) return undefined;
    if (wire.guest !== namespace.identity) return undefined;
    const [near, links] = await Promise.all([network.link(wire.nicId), linksIn(namespace)]);
    const far = links.find(isNic(this.#options.planeId, wire.nicId));
    return near !== undefined && far?.link_index === near.ifindex ? links : undefined;
  }

  #isFinished(nic: Nic, wire: Wire, opened: OpenPlace, links: readonly ShownLink[]): boolean {
    if (wire.up !== opened.place.running) return false;
    if (JSON.stringify(nic) !== JSON.stringify(wire.nic)) return false;
    const far = links.find(isNic(this.#options.planeId, nic.id));
    return problemsOf(this.#guestNic(nic, opened), far).length === 0;
  }

  /** Makes the links of a NIC that has none, and finishes it. */
  async #connect(nic: Nic, network: RoutedNetwork, opened: OpenPlace): Promise<void> {
    const { place, namespace } = opened;
    const wire: Wire = {
      nicId: nic.id,
      device: deviceOf(nic.id),
      instanceId: place.id,
      network,
      guest: namespace.identity,
      nic,
      complete: false,
      up: place.running,
    };
    this.#wires.add(wire);
    await this.#removeStale(nic, opened);
    await this.#create(nic, network, opened);
    await this.#finish(nic, wire, opened, await linksIn(namespace));
  }

  /** Removes what is left in the guest of links whose router has lost its name, and lives on. */
  async #removeStale(nic: Nic, { namespace }: OpenPlace): Promise<void> {
    const stale = (await linksIn(namespace)).filter(isNic(this.#options.planeId, nic.id));
    if (stale.length === 0) return;
    await namespace.ip(removalLines(stale)).catch((error: unknown) => {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
    });
  }

  async #create(nic: Nic, network: RoutedNetwork, { place, namespace }: OpenPlace): Promise<void> {
    const create = () => network.create(nic, namespace.where, place.running);
    try {
      await create();
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
      // Half a plug may be in the way.
      await network.delete(nic.id);
      await create().catch((again: unknown) => {
        if (!(again instanceof CommandFailed) || again.killed) throw again;
        throw new PlaneRefusal(`${nic.id} cannot be plugged into ${place.id}: ${again.message}`);
      });
    }
  }

  /** Does all that is left once both ends are there. */
  async #finish(
    nic: Nic,
    wire: Wire | undefined,
    opened: OpenPlace,
    links: readonly ShownLink[],
  ): Promise<void> {
    if (wire === undefined) throw new Error(`${nic.id} has no links`);
    const { planeId } = this.#options;
    const { running } = opened.place;
    wire.nic = nic;
    if (wire.up !== running) {
      await wire.network.setUp([nic.id], running);
      wire.up = running;
    }
    await Promise.all([
      configure(opened.namespace, this.#guestNic(nic, opened), links),
      this.#tellRouter(wire),
    ]);
    this.#notes.write(nic.id, { nic, instanceId: wire.instanceId });
    await wire.network.mark(markOfWire(planeId, wire));
    wire.complete = true;
  }

  #guestNic(nic: Nic, { place }: OpenPlace): GuestNic {
    return {
      nic,
      mark: { planeId: this.#options.planeId, nicId: nic.id, instanceId: place.id },
      guest: this.#options.guest,
      bound: place.binding !== undefined,
      running: place.running,
    };
  }

  #tellRouter({ nicId, device, nic, up, network }: Wire): Promise<void> {
    return network.router.plugged({ nicId, device, mac: nic?.mac ?? '', up });
  }

  async unplug(nicId: string): Promise<void> {
    this.#returns.forget(({ id }) => id === nicId);
    const wire = this.#wires.get(nicId);
    if (wire !== undefined) await this.#takeOut(wire);
  }

  async #takeOut(wire: Wire): Promise<void> {
    if (!this.#wires.take(wire)) return;
    const { nicId, network } = wire;
    await Promise.all([network.delete(nicId), network.router.unplugged(nicId)]);
    await this.#forgetInGuest(wire);
    this.#notes.remove(nicId);
  }

  /** Nobody misses what cannot be removed from a guest that is gone. */
  async #forgetInGuest({ nic, instanceId }: Wire): Promise<void> {
    const bound = this.#places.known(instanceId)?.binding !== undefined;
    if (nic === undefined || this.#options.guest === 'none' || (nic.primary && !bound)) return;
    const namespace = this.#places.current(instanceId);
    await namespace?.ip(forgetLines(nic)).catch((error: unknown) => {
      if (!(error instanceof CommandFailed)) throw error;
    });
    if (bound) await this.#places.release(instanceId);
  }

  /** A process of ours would keep the namespace of a container alive when it has ended. */
  async #letGo({ place }: OpenPlace): Promise<void> {
    if (place.binding !== undefined) await this.#places.release(place.id);
  }

  /** Plugs what was lost with its container, unless somebody was quicker. */
  async #plugAgain(nic: Nic, instanceId: string): Promise<void> {
    const exclusive = [nicKey(nic.id), instanceKey(instanceId)];
    await this.#options.locks.run({ exclusive, shared: [networkKey(nic.networkId)] }, async () => {
      if (this.#returns.isExpected(nic)) await this.plug(nic, instanceId);
    });
  }

  async inspect(): Promise<Inventory> {
    await this.check();
    await this.#repairRouters();
    const networks = await Promise.all([...this.#networks.values()]);
    const nics = await Promise.all(networks.map((network) => this.#nicsOf(network)));
    return {
      networks: networks.map(({ id }) => id),
      instances: this.#places.present(),
      nics: nics.flat(),
    };
  }

  async #nicsOf(network: RoutedNetwork): Promise<Inventory['nics'][number][]> {
    const links = await network.links().catch((error: unknown) => {
      // It was removed meanwhile.
      if (error instanceof CommandFailed && !this.#isWhole(network)) return [];
      throw error;
    });
    const marks = links
      .map(({ ifalias }) => readMark(ifalias))
      .filter((mark) => mark !== undefined);
    for (const wire of this.#wires.in(network)) {
      if (wire.complete && !marks.some(({ nicId }) => nicId === wire.nicId)) {
        this.#inBackground(this.#checkWire(wire));
      }
    }
    return marks.map(({ nicId, instanceId }) => ({ nicId, instanceId }));
  }

  async counters(): Promise<NicCounters[]> {
    const networks = await Promise.all([...this.#networks.values()]);
    return (await Promise.all(networks.map(({ router }) => router.counters()))).flat();
  }

  entrance(place: string): Entrance | undefined {
    const { host } = this.#options;
    const namespace = this.#places.current(place);
    if (namespace !== undefined && 'path' in namespace.where) {
      return { command: host.enter([], namespace.where) };
    }
    const name = this.#nameOf(place);
    if (this.#namespaces.identity({ name }) === undefined) return undefined;
    return { command: host.enter(['ip', 'netns', 'exec', name]) };
  }

  #nameOf(id: string): string {
    return namespaceOf(this.#options.planeId, id);
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch(this.#options.events.failed);
  }

  /** Ends all that runs for us. NICs and traffic go on. */
  async close(): Promise<void> {
    this.#returns.close();
    const networks = await Promise.allSettled([...this.#networks.values()]);
    await Promise.all(
      networks.map(async (made) => made.status === 'fulfilled' && made.value.close()),
    );
    await Promise.all([this.#ofHost.close(), this.#places.close()]);
    await this.#namespaces.close();
  }
}
