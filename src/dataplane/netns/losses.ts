import type { Inventory, PlaneEvents } from '../driver.ts';
import { CommandFailed } from './host.ts';
import type { Background } from './in-hand.ts';
import type { InternetNamespace } from './internet-namespace.ts';
import { readMark } from './links.ts';
import { nicKey } from './lock-keys.ts';
import type { Locks } from './locks.ts';
import type { Namespaces } from './namespaces.ts';
import type { Networks } from './networks.ts';
import type { Notes } from './notes.ts';
import type { Places } from './places.ts';
import type { Returns } from './returns.ts';
import type { RoutedNetwork } from './routed-network.ts';
import type { NicNote, Wire, Wires } from './wire.ts';

export interface LossesOptions {
  readonly namespaces: Namespaces;
  readonly networks: Networks;
  readonly internet: InternetNamespace;
  readonly places: Places;
  readonly wires: Wires;
  readonly notes: Notes<NicNote>;
  readonly returns: Returns;
  readonly events: PlaneEvents;
  readonly locks: Locks;
  readonly background: Background;
}

/** Notices what has gone from the host without being asked for, and says which NICs are lost. */
export class Losses {
  readonly #options: LossesOptions;

  constructor(options: LossesOptions) {
    this.#options = options;
  }

  /** Looks at everything: networks, the internet, and both ends of every NIC. */
  async check(): Promise<void> {
    const { networks, wires, namespaces } = this.#options;
    await networks.giveUpRemoved();
    await this.#checkInternet();
    const gone = wires.all().filter((wire) => wire.complete && !this.#isInPlace(wire));
    if (gone.length > 0) namespaces.letGo();
    await Promise.all(gone.map((wire) => this.#checkWire(wire)));
  }

  async #checkInternet(): Promise<void> {
    const { internet, networks } = this.#options;
    if (internet.isWhole()) return;
    await internet.makeAgain();
    await networks.repairRouters();
  }

  /** Whether the namespace that the NIC was put into is still that of its instance. */
  #isInPlace({ instanceId, guest }: Wire): boolean {
    return guest !== undefined && this.#options.places.current(instanceId)?.identity === guest;
  }

  /** A link in a router is gone: its NIC is lost, unless a call of ours has taken it out. */
  linkDeleted(network: RoutedNetwork, device: string): void {
    const wire = this.#options.wires.in(network).find((each) => each.device === device);
    if (wire !== undefined) this.#options.background.do(() => this.#checkWire(wire));
  }

  /** Somebody has removed the namespace of a network: all of its NICs are lost. */
  networkRemoved(network: RoutedNetwork): void {
    for (const wire of this.#options.wires.in(network)) this.#forget(wire);
  }

  /** Loses a wire that is not there any more, once no call is at it. */
  #checkWire(wire: Wire): Promise<void> {
    const { locks, wires } = this.#options;
    return locks.run({ exclusive: [nicKey(wire.nicId)] }, async () => {
      await wire.changing;
      if (wires.get(wire.nicId) !== wire) return;
      const { network, nicId } = wire;
      const link = await network.link(nicId);
      if (link !== undefined && this.#isInPlace(wire)) return;
      // If it cannot be taken out, the next look finds it again.
      if (link !== undefined) await network.delete(nicId);
      this.#lose(wire);
    });
  }

  #lose(wire: Wire): void {
    wire.network.namespace.renew();
    this.#options.background.do(() => wire.network.router.unplugged(wire.nicId));
    this.#forget(wire);
  }

  /** Says that a NIC is lost, which may come back with what its instance is bound to. */
  #forget(wire: Wire): void {
    const { wires, notes, places, returns, events } = this.#options;
    if (!wires.take(wire)) return;
    wires.keepName(wire);
    const { nicId, nic, instanceId } = wire;
    notes.remove(nicId);
    if (!wire.complete) return;
    if (nic && places.known(instanceId)?.binding) returns.expect(nic, instanceId);
    events.nicLost(nicId);
  }

  /** The NICs that are plugged into a network. One that should be there and is not is looked at. */
  async nicsOf(network: RoutedNetwork): Promise<Inventory['nics'][number][]> {
    const { networks, wires, background } = this.#options;
    const links = await network.links().catch((error: unknown) => {
      // It was removed meanwhile.
      if (error instanceof CommandFailed && !networks.isWhole(network)) return [];
      throw error;
    });
    const marks = links
      .map(({ ifalias }) => readMark(ifalias))
      .filter((mark) => mark !== undefined);
    for (const wire of wires.in(network)) {
      if (wire.complete && !marks.some(({ nicId }) => nicId === wire.nicId)) {
        background.do(() => this.#checkWire(wire));
      }
    }
    return marks.map(({ nicId, instanceId }) => ({ nicId, instanceId }));
  }
}
