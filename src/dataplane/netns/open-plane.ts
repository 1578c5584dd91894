import type { Server } from 'node:net';
import { join } from 'node:path';
import type { Network, Nic, Place } from '#core/network.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import {
  type Entrance,
  type Inventory,
  type NicCounters,
  PlaceRefusal,
  type PlaneEvents,
  PlaneRefusal,
  type PublicCounters,
} from '../driver.ts';
import type { PlaneContext } from '../options.ts';
import { Commands } from './commands.ts';
import type { Host } from './host.ts';
import { Background } from './in-hand.ts';
import { InternetNamespace } from './internet-namespace.ts';
import { KeyedQueues, type Turn } from './keyed-queues.ts';
import { plugKeys } from './lock-keys.ts';
import type { Locks } from './locks.ts';
import { Losses } from './losses.ts';
import { namespaceOf } from './names.ts';
import { Namespaces } from './namespaces.ts';
import { Networks } from './networks.ts';
import { Notes } from './notes.ts';
import { type OpenPlace, Places } from './places.ts';
import { restoreNics } from './restore.ts';
import { Returns } from './returns.ts';
import { type NicNote, Wires } from './wire.ts';
import { Wiring } from './wiring.ts';

export interface OpenPlaneOptions {
  readonly host: Host;
  readonly planeId: string;
  readonly guest: 'auto' | 'none';
  readonly uplink: string | undefined;
  readonly events: PlaneEvents;
  readonly locks: Locks;
  readonly wakeAfter: PlaneContext['wakeAfter'];
}

/** What is on the host, and what changes it. Whoever calls sees to the order of calls. */
export class OpenPlane {
  readonly #options: OpenPlaneOptions;
  readonly #namespaces: Namespaces;
  readonly #internet: InternetNamespace;
  readonly #networks: Networks;
  readonly #places: Places;
  readonly #wires = new Wires();
  readonly #wiring: Wiring;
  readonly #notes: Notes<NicNote>;
  readonly #returns: Returns;
  readonly #losses: Losses;
  /** Of the plugs into each instance. */
  readonly #queues = new KeyedQueues();
  readonly #background: Background;
  readonly commands: Commands;

  constructor(options: OpenPlaneOptions) {
    const { host, planeId, guest, uplink, events, locks, wakeAfter } = options;
    this.#options = options;
    const wires = this.#wires;
    const namespaces = new Namespaces(host);
    const places = new Places(host, planeId, namespaces);
    const internet = new InternetNamespace(planeId, namespaces, uplink);
    const background = new Background(events.failed);
    const networks = new Networks({
      host,
      planeId,
      namespaces,
      internet: internet.internet,
      events,
      locks,
      background,
      wakeAfter,
      removed: (network) => this.#losses.networkRemoved(network),
      linkDeleted: (network, device) => this.#losses.linkDeleted(network, device),
      check: () => this.#losses.check(),
    });
    const notes = new Notes<NicNote>(join(host.runtimeFolder, planeId, 'nics'));
    const returns = new Returns({
      wakeAfter,
      isBack: (instanceId) => places.open(instanceId),
      plug: (nic, instanceId) => this.#plugAgain(nic, instanceId),
      failed: events.failed,
      background,
    });
    this.#namespaces = namespaces;
    this.#internet = internet;
    this.#networks = networks;
    this.#places = places;
    this.#notes = notes;
    this.#returns = returns;
    this.#wiring = new Wiring({ planeId, guest, networks, places, wires, notes });
    const parts = { namespaces, networks, internet, places, wires, notes, returns };
    this.#losses = new Losses({ ...parts, events, locks, background });
    this.#background = background;
    this.commands = new Commands({
      ...{ host, events, wakeAfter },
      notes: new Notes(join(host.runtimeFolder, planeId, 'commands')),
      entrance: (id) => (places.known(id)?.running ? this.entrance(id)?.command : undefined),
    });
  }

  /** Finds what a predecessor has left, which goes on working, and removes what it left half made. */
  async restore(): Promise<void> {
    this.commands.restore();
    await this.#places.restore();
    await this.#internet.make();
    await restoreNics({
      networks: this.#networks,
      places: this.#places,
      wires: this.#wires,
      notes: this.#notes,
      returns: this.#returns,
    });
    this.#namespaces.onChange(() => this.#background.do(() => this.#losses.check()));
  }

  applyNetwork(network: Network): Promise<void> {
    return this.#networks.apply(network);
  }

  async removeNetwork(id: string): Promise<void> {
    this.#returns.forget((nic) => nic.networkId === id);
    await this.#networks.remove(id, (network) =>
      waitForAll(this.#wires.in(network).map((wire) => this.#wiring.unplug(wire))),
    );
  }

  listenIn(networkId: string, address: string, port: number): Promise<Server> {
    return this.#networks.listenIn(networkId, address, port);
  }

  async ensureInstance(place: Place): Promise<void> {
    if (!place.running) await this.commands.stopIn(place.id);
    const opened = await this.#places.ensure(place);
    try {
      // What is not complete is finished by its plug, or taken out.
      const changed = this.#wires
        .of(place.id)
        .filter(({ complete, up }) => complete && up !== place.running);
      await waitForAll(changed.map((wire) => this.#wiring.setRunning(wire, opened)));
    } finally {
      await this.#letGo(opened);
    }
  }

  async removeInstance(id: string): Promise<void> {
    await this.commands.stopIn(id);
    this.#returns.forget((_, instanceId) => instanceId === id);
    this.#wires.forgetNames((instanceId) => instanceId === id);
    await waitForAll(this.#wires.of(id).map((wire) => this.#wiring.unplug(wire)));
    await this.#places.remove(id);
  }

  async plug(nic: Nic, instanceId: string): Promise<void> {
    this.#returns.forget(({ id }) => id === nic.id);
    const turn = this.#queues.take(instanceId);
    try {
      // A bound place is let go of after each plug, which must not be in the middle of another one.
      if (this.#places.known(instanceId)?.binding !== undefined) await turn.come;
      await this.#plugInto(await this.#places.open(instanceId), nic, turn);
    } finally {
      turn.end();
    }
  }

  async #plugInto(opened: OpenPlace, nic: Nic, turn: Turn): Promise<void> {
    try {
      await this.#wiring.plug(nic, opened, turn);
    } catch (error) {
      // Its place has ended meanwhile, which says nothing about the NIC.
      const ended = error instanceof PlaneRefusal && opened.namespace.hasGone;
      throw ended ? new PlaceRefusal(error.message) : error;
    } finally {
      await this.#letGo(opened);
    }
  }

  /** A process of ours would keep the namespace of a container alive when it has ended. */
  async #letGo({ place }: OpenPlace): Promise<void> {
    if (place.binding !== undefined) await this.#places.release(place.id);
  }

  /** Plugs what was lost with its container, unless somebody was quicker. */
  async #plugAgain(nic: Nic, instanceId: string): Promise<void> {
    await this.#options.locks.run(plugKeys(nic, instanceId), async () => {
      if (this.#returns.isExpected(nic)) await this.plug(nic, instanceId);
    });
  }

  async unplug(nicId: string): Promise<void> {
    this.#returns.forget(({ id }) => id === nicId);
    this.#wires.forgetNames((_, id) => id === nicId);
    const wire = this.#wires.get(nicId);
    // Its instance, or its network, may be on its way out and take it along.
    await (wire === undefined ? this.#wires.left(nicId) : this.#wiring.unplug(wire));
  }

  async inspect(): Promise<Inventory> {
    await this.#losses.check();
    await this.#networks.repairRouters();
    const networks = await this.#networks.all();
    const nics = await Promise.all(networks.map((network) => this.#losses.nicsOf(network)));
    return {
      networks: networks.map(({ id }) => id),
      instances: this.#places.present(),
      nics: nics.flat(),
    };
  }

  counters(): Promise<NicCounters[]> {
    return this.#networks.counters();
  }

  publicCounters(): Promise<PublicCounters[]> {
    return this.#networks.publicCounters();
  }

  entrance(place: string): Entrance | undefined {
    const { host, planeId } = this.#options;
    const namespace = this.#places.current(place);
    if (namespace !== undefined && 'path' in namespace.where) {
      return { command: host.enter([], namespace.where) };
    }
    const name = namespaceOf(planeId, place);
    if (this.#namespaces.identity({ name }) === undefined) return undefined;
    return { command: host.enter(['ip', 'netns', 'exec', name]) };
  }

  /** Ends all that runs for us. NICs and traffic go on. */
  async close(): Promise<void> {
    this.#returns.close();
    await this.commands.close();
    await this.#background.close();
    await this.#networks.close();
    await Promise.all([this.#internet.close(), this.#places.close()]);
    await this.#namespaces.close();
  }
}
