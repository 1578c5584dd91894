import type { Server } from 'node:net';
import type { Network } from '#core/network.ts';
import {
  type NicCounters,
  type PlaneEvents,
  PlaneRefusal,
  type PublicCounters,
} from '../driver.ts';
import type { PlaneContext } from '../options.ts';
import type { Host } from './host.ts';
import type { Background } from './in-hand.ts';
import type { Internet } from './internet.ts';
import { networkKey } from './lock-keys.ts';
import type { Locks } from './locks.ts';
import { INTERNET, namespaceOf, readNamespace } from './names.ts';
import type { Namespaces } from './namespaces.ts';
import { isInstance } from './places.ts';
import { RoutedNetwork } from './routed-network.ts';
import { Router } from './router.ts';

export interface NetworksOptions {
  readonly host: Host;
  readonly planeId: string;
  readonly namespaces: Namespaces;
  readonly internet: Internet;
  readonly events: PlaneEvents;
  readonly locks: Locks;
  readonly background: Background;
  readonly wakeAfter: PlaneContext['wakeAfter'];
  /** Called before a network is given up whose namespace somebody has removed. */
  removed(network: RoutedNetwork): void;
  /** Called when a link of a NIC has been deleted in a router, by us or by others. */
  linkDeleted(network: RoutedNetwork, device: string): void;
  /** Looks for what went while nobody was watching. */
  check(): Promise<void>;
}

const MONITOR = ['ip', 'monitor', 'link'];
/** For how long a monitor may say nothing: where it works at all it speaks within milliseconds. */
const PATIENCE_MS = 30_000;
const DELETED_LINK = /^Deleted \d+: (tn[0-9a-f]{12})[@:]/;

/** The networks of a data plane: each is a router in a namespace of its own. */
export class Networks {
  readonly #options: NetworksOptions;
  readonly #made = new Map<string, Promise<RoutedNetwork>>();
  /** The networks as they were asked for last, for a router that must be made again. */
  readonly #desired = new Map<string, Network>();

  constructor(options: NetworksOptions) {
    this.#options = options;
  }

  /** The ids of those whose namespaces are on the host. */
  idsOnHost(): string[] {
    const { namespaces, planeId } = this.#options;
    return namespaces
      .list()
      .map(readNamespace)
      .filter((read) => read?.planeId === planeId)
      .map((read) => read?.id ?? '')
      .filter((id) => id !== INTERNET && !isInstance(id));
  }

  /** The network of that id, whose router is made if it is not there. */
  ensure(id: string): Promise<RoutedNetwork> {
    const before = this.#made.get(id);
    const made =
      before === undefined
        ? this.#make(id)
        : before.then((network) =>
            this.isWhole(network) ? network : this.#giveUp(network).then(() => this.#make(id)),
          );
    this.#made.set(id, made);
    // The next call tries again.
    made.catch(() => {
      if (this.#made.get(id) === made) this.#made.delete(id);
    });
    return made;
  }

  async #make(id: string): Promise<RoutedNetwork> {
    const { host, namespaces, internet, events } = this.#options;
    const namespace = await namespaces.ensure(this.#nameOf(id));
    const router = new Router(namespace, internet, events);
    await router.make();
    const network = new RoutedNetwork(host, id, namespace, router);
    await this.#watch(network);
    const desired = this.#desired.get(id);
    if (desired !== undefined) await router.apply(desired);
    return network;
  }

  /** Whether its namespace is still the one that it was made in. */
  isWhole({ namespace }: RoutedNetwork): boolean {
    return this.#options.namespaces.identity(namespace.where) === namespace.identity;
  }

  /** Gives up a network whose namespace somebody has removed. */
  async #giveUp(network: RoutedNetwork): Promise<void> {
    this.#options.removed(network);
    await network.close();
    this.#options.namespaces.letGo();
  }

  /** Gives up every network whose namespace somebody has removed. */
  async giveUpRemoved(): Promise<void> {
    for (const made of [...this.#made.values()]) {
      const network = await made.catch(() => undefined);
      if (network === undefined || this.isWhole(network)) continue;
      await this.#options.locks.run({ exclusive: [networkKey(network.id)] }, async () => {
        if (this.#made.get(network.id) !== made || this.isWhole(network)) return;
        this.#made.delete(network.id);
        await this.#giveUp(network);
      });
    }
  }

  /** Sees to it that links which others delete are noticed. */
  async #watch(network: RoutedNetwork): Promise<void> {
    const { linkDeleted, wakeAfter } = this.#options;
    let silent = true;
    const watch = await network.namespace.watch(
      MONITOR,
      (line) => {
        silent = false;
        const device = DELETED_LINK.exec(line)?.[1];
        if (device !== undefined) linkDeleted(network, device);
      },
      () => {
        silent = false;
        // Somebody has killed it.
        if (!this.isWhole(network)) return;
        this.#watchLater(network);
      },
    );
    let late = false;
    const callOff = wakeAfter(PATIENCE_MS, () => {
      late = true;
    });
    try {
      // It does not say when it begins to listen: it is shown something until it has seen it.
      while (silent && !late) await network.namespace.ip(['link set dev lo alias watched']);
    } finally {
      callOff();
    }
    if (!silent) return;
    await watch.stop();
    throw new PlaneRefusal(
      `the router of ${network.id} cannot be watched: [${MONITOR.join(' ')}] in ${network.namespace.name} ` +
        `has shown none of the changes of ${PATIENCE_MS / 1000} seconds: try it there by hand`,
    );
  }

  #watchLater(network: RoutedNetwork): void {
    const { wakeAfter, background } = this.#options;
    wakeAfter(1000, () => background.do(() => this.#watchAgain(network)));
  }

  async #watchAgain(network: RoutedNetwork): Promise<void> {
    if ((await this.#made.get(network.id)) !== network) return;
    try {
      await this.#watch(network);
    } catch (error) {
      if (this.isWhole(network)) this.#watchLater(network);
      throw error;
    }
    await this.#options.check();
  }

  async apply(desired: Network): Promise<void> {
    this.#desired.set(desired.id, desired);
    const { router } = await this.ensure(desired.id);
    // A later revision may have come meanwhile.
    await router.apply(this.#desired.get(desired.id) ?? desired);
  }

  /** Removes the network, once `unplugAll` has taken its NICs out. */
  async remove(id: string, unplugAll: (network: RoutedNetwork) => Promise<unknown>): Promise<void> {
    this.#desired.delete(id);
    // One that could not be made may have its namespace all the same.
    const network = await this.#made.get(id)?.catch(() => undefined);
    if (network !== undefined) {
      await unplugAll(network);
      await network.router.remove();
      this.#made.delete(id);
      await network.close();
    }
    await this.#options.namespaces.remove(this.#nameOf(id));
  }

  /** Makes again what somebody has changed in the routers. */
  async repairRouters(): Promise<void> {
    const repairs = (await this.all()).map(({ router }) => router.repair());
    await Promise.all(repairs.map((repair) => repair.catch(this.#options.events.failed)));
  }

  async listenIn(id: string, address: string, port: number): Promise<Server> {
    return (await this.ensure(id)).listen(address, port);
  }

  async counters(): Promise<NicCounters[]> {
    const networks = await this.all();
    return (await Promise.all(networks.map(({ router }) => router.counters()))).flat();
  }

  async publicCounters(): Promise<PublicCounters[]> {
    const networks = await this.all();
    return (await Promise.all(networks.map(({ router }) => router.publicCounters()))).flat();
  }

  all(): Promise<RoutedNetwork[]> {
    return Promise.all([...this.#made.values()]);
  }

  #nameOf(id: string): string {
    return namespaceOf(this.#options.planeId, id);
  }

  /** Ends all that runs for us in them. Traffic goes on. */
  async close(): Promise<void> {
    const networks = await Promise.allSettled([...this.#made.values()]);
    await Promise.all(
      networks.map(async (made) => made.status === 'fulfilled' && made.value.close()),
    );
  }
}
