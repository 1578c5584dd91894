import type { Nic } from '#core/network.ts';
import type { LinkMark } from './links.ts';
import type { RoutedNetwork } from './routed-network.ts';

/** A NIC that is in an instance, or on its way there. */
export interface Wire {
  readonly nicId: string;
  /** The name of the router's link. */
  readonly device: string;
  readonly instanceId: string;
  readonly network: RoutedNetwork;
  /** The namespace that it was put into, which may have ended or lost its name since. */
  readonly guest: string | undefined;
  /** As it was asked for last; undefined when the note of it was lost. */
  nic: Nic | undefined;
  /** Everything is done. What is not complete is not told of as being there. */
  complete: boolean;
  /** Whether its links are up; undefined while they are being changed, and when that failed. */
  up: boolean | undefined;
}

/** What is noted of a NIC for the next process, which cannot read all of it from the links. */
export interface NicNote {
  readonly nic: Nic;
  readonly instanceId: string;
}

/** The NICs of a plane, by id. */
export class Wires {
  readonly #all = new Map<string, Wire>();

  get(nicId: string): Wire | undefined {
    return this.#all.get(nicId);
  }

  add(wire: Wire): void {
    this.#all.set(wire.nicId, wire);
  }

  /** Whether it was there: of several who take it out, one alone does the work. */
  take(wire: Wire): boolean {
    return this.#all.get(wire.nicId) === wire && this.#all.delete(wire.nicId);
  }

  /** What was taken, unless another has come in its place. It is in doubt what is left of it. */
  putBack(wire: Wire): void {
    if (this.#all.has(wire.nicId)) return;
    wire.complete = false;
    this.#all.set(wire.nicId, wire);
  }

  all(): Wire[] {
    return [...this.#all.values()];
  }

  of(instanceId: string): Wire[] {
    return this.all().filter((wire) => wire.instanceId === instanceId);
  }

  in(network: RoutedNetwork): Wire[] {
    return this.all().filter((wire) => wire.network === network);
  }
}

export const markOfWire = (planeId: string, { nicId, instanceId }: Wire): LinkMark => ({
  planeId,
  nicId,
  instanceId,
});
