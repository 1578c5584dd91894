import type { Nic } from '#core/network.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import { PlaneRefusal } from '../driver.ts';
import { forgetLines, type GuestNic, nameBeside, problemsOf, removalLines } from './guest.ts';
import { CommandFailed } from './host.ts';
import type { Turn } from './keyed-queues.ts';
import { isNic, type ShownLink } from './links.ts';
import { deviceOf } from './names.ts';
import type { Networks } from './networks.ts';
import type { Notes } from './notes.ts';
import type { OpenPlace, Places } from './places.ts';
import { configure, configureNew, linksIn } from './plug.ts';
import type { RoutedNetwork } from './routed-network.ts';
import { markOfWire, type NicNote, type Wire, type Wires } from './wire.ts';

export interface WiringOptions {
  readonly planeId: string;
  readonly guest: 'auto' | 'none';
  readonly networks: Networks;
  readonly places: Places;
  readonly wires: Wires;
  readonly notes: Notes<NicNote>;
}

/**
 * Plugs one NIC into its instance, takes it out again, and brings it up or down. Whoever calls sees
 * to it that no two calls are at the same NIC.
 */
export class Wiring {
  readonly #options: WiringOptions;

  constructor(options: WiringOptions) {
    this.#options = options;
  }

  /**
   * Does what is missing: all of it, a part, or nothing. What is refused is taken out again. What it
   * does inside the instance it does in its turn there, so that NICs get their names in order; the
   * rest beside the plugs of others into the same instance.
   */
  async plug(nic: Nic, opened: OpenPlace, turn: Turn): Promise<void> {
    const { networks, wires } = this.#options;
    const network = await networks.ensure(nic.networkId);
    await wires.left(nic.id);
    const before = wires.get(nic.id);
    let links: ShownLink[] | undefined;
    if (before !== undefined) {
      await turn.come;
      links = await this.#linksBehind(before, network, opened);
      if (links === undefined) await this.unplug(before);
      else if (before.complete && this.#isFinished(nic, before, opened, links)) return;
    }
    try {
      await (links === undefined
        ? this.#connect(nic, network, opened, turn)
        : this.#finish(nic, wires.get(nic.id), opened, turn, () =>
            configure(opened.namespace, this.#guestNic(nic, opened), links),
          ));
    } catch (error) {
      const wire = wires.get(nic.id);
      if (error instanceof PlaneRefusal && wire) await this.unplug(wire);
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
  async #connect(nic: Nic, network: RoutedNetwork, opened: OpenPlace, turn: Turn): Promise<void> {
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
    this.#options.wires.add(wire);
    const near = await this.#create(nic, network, opened);
    await turn.come;
    await this.#finish(nic, wire, opened, turn, () => this.#enter(nic, wire, opened, near));
  }

  /**
   * Configures the guest's end of a new pair, of which `near` is the router's. Where all that is known
   * says which name is free it is not looked at first: that takes as long as all the rest.
   */
  async #enter(nic: Nic, wire: Wire, opened: OpenPlace, near: ShownLink): Promise<string> {
    const { namespace } = opened;
    const guestNic = this.#guestNic(nic, opened);
    const name = this.#nextName(guestNic);
    if (name !== undefined && near.link_index !== undefined) {
      const link = { ifindex: near.link_index, ifname: wire.device };
      if (await configureNew(namespace, guestNic, link, name)) return name;
    }
    return configure(namespace, guestNic, await this.#withoutStale(nic, opened, near));
  }

  /** The name that a NIC gets in an instance of ours; undefined when those of others are not known. */
  #nextName(guestNic: GuestNic): string | undefined {
    const { nic, mark, bound } = guestNic;
    const others = this.#options.wires.of(mark.instanceId).filter(({ nicId }) => nicId !== nic.id);
    if (bound || others.some((each) => each.complete && each.inside === undefined))
      return undefined;
    return nameBeside(guestNic, new Set(others.flatMap(({ inside }) => inside ?? [])));
  }

  /**
   * The guest's links, once those are removed that are left of the same NIC from a router that has
   * lost its name, and lives on. `near` is the router's end of the one that stays.
   */
  async #withoutStale(nic: Nic, { namespace }: OpenPlace, near?: ShownLink): Promise<ShownLink[]> {
    const links = (await namespace.show(['link', 'show'])) as ShownLink[];
    const isMine = isNic(this.#options.planeId, nic.id);
    const stale = links.filter((link) => isMine(link) && link.ifindex !== near?.link_index);
    if (stale.length === 0) return links;
    await namespace.ip(removalLines(stale)).catch((error: unknown) => {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
    });
    return links.filter((link) => !stale.includes(link));
  }

  async #create(nic: Nic, network: RoutedNetwork, opened: OpenPlace): Promise<ShownLink> {
    const { place, namespace } = opened;
    const create = () => network.create(nic, namespace.where, place.running);
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.killed) throw error;
      // Half a plug may be in the way, at either end.
      await this.#withoutStale(nic, opened);
      await network.delete(nic.id);
      return create().catch((again: unknown) => {
        if (!(again instanceof CommandFailed) || again.killed) throw again;
        throw new PlaneRefusal(`${nic.id} cannot be plugged into ${place.id}: ${again.message}`);
      });
    }
  }

  /** Does all that is left once both ends are there; `configured` what is left inside. */
  async #finish(
    nic: Nic,
    wire: Wire | undefined,
    opened: OpenPlace,
    turn: Turn,
    configured: () => Promise<string>,
  ): Promise<void> {
    if (wire === undefined) throw new Error(`${nic.id} has no links`);
    const { planeId, notes, wires } = this.#options;
    const { running } = opened.place;
    wire.nic = nic;
    if (wire.up !== running) {
      wire.up = undefined;
      await wire.network.setUp(nic.id, running);
      wire.up = running;
    }
    await waitForAll([
      configured().then((name) => {
        wire.inside = name;
        wires.forgetNames((_, nicId) => nicId === nic.id);
        if (opened.place.binding === undefined) turn.end();
      }),
      this.#tellRouter(wire, running),
    ]);
    const { instanceId, inside } = wire;
    notes.write(nic.id, { nic, instanceId, inside });
    await wire.network.mark(markOfWire(planeId, wire), this.#carries(running));
    wire.complete = true;
  }

  /** Whether packets pass: the end in the instance may be left to whoever configures it. */
  #carries(running: boolean): boolean {
    return running && this.#options.guest !== 'none';
  }

  #guestNic(nic: Nic, { place }: OpenPlace): GuestNic {
    const { planeId, guest } = this.#options;
    return {
      nic,
      mark: { planeId, nicId: nic.id, instanceId: place.id },
      guest,
      bound: place.binding !== undefined,
      running: place.running,
      formerly: this.#options.wires.formerName(place.id, nic.id),
    };
  }

  #tellRouter({ nicId, device, nic, network }: Wire, up: boolean): Promise<void> {
    return network.router.plugged({ nicId, device, mac: nic?.mac ?? '', up });
  }

  /**
   * Brings both ends of a NIC up or down, as its instance runs or not. Whoever takes it out
   * meanwhile waits for that; one that is lost meanwhile is no failure.
   */
  setRunning(wire: Wire, opened: OpenPlace): Promise<void> {
    const done = this.#setRunning(wire, opened).catch(async (error: unknown) => {
      if (!(await this.#isGone(wire))) throw error;
    });
    wire.changing = done.catch(() => {});
    return done;
  }

  /** Whether the NIC is being taken out, or somebody else has removed its links. */
  async #isGone(wire: Wire): Promise<boolean> {
    if (this.#options.wires.get(wire.nicId) !== wire) return true;
    return (await wire.network.link(wire.nicId)) === undefined;
  }

  async #setRunning(wire: Wire, opened: OpenPlace): Promise<void> {
    const { running } = opened.place;
    // Until all of it is done, whoever asks again has all of it done again.
    wire.up = undefined;
    await wire.network.unmark(wire.nicId);
    await wire.network.setUp(wire.nicId, running);
    if (wire.nic !== undefined) {
      const { namespace } = opened;
      const links = await linksIn(namespace);
      wire.inside = await configure(namespace, this.#guestNic(wire.nic, opened), links);
    }
    await this.#tellRouter(wire, running);
    await wire.network.mark(markOfWire(this.#options.planeId, wire), this.#carries(running));
    wire.up = running;
  }

  /** Takes a NIC out. */
  unplug(wire: Wire): Promise<void> {
    return this.#options.wires.leave(wire, () => this.#removeLinks(wire));
  }

  async #removeLinks(wire: Wire): Promise<void> {
    const { nicId, network } = wire;
    const { networks, wires, notes } = this.#options;
    await wire.changing;
    try {
      await waitForAll([network.delete(nicId), network.router.unplugged(nicId)]);
      await this.#forgetInGuest(wire);
    } catch (error) {
      // Whoever tries again must not take it for gone, unless it has gone with its router.
      if (networks.isWhole(network)) wires.putBack(wire);
      throw error;
    }
    notes.remove(nicId);
  }

  /** Nobody misses what cannot be removed from a guest that is gone. */
  async #forgetInGuest({ nic, instanceId }: Wire): Promise<void> {
    const { places, guest } = this.#options;
    const bound = places.known(instanceId)?.binding !== undefined;
    if (nic === undefined || guest === 'none' || (nic.primary && !bound)) return;
    const namespace = places.current(instanceId);
    await namespace?.ip(forgetLines(nic)).catch((error: unknown) => {
      if (!(error instanceof CommandFailed)) throw error;
    });
    if (bound) await places.release(instanceId);
  }
}
