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
  /** What its device is called inside; undefined when that is not known. */
  inside?: string | undefined;
  /** Everything is done. What is not complete is not told of as being there. */
  complete: boolean;
  /** Whether its links are up; undefined while they are being changed, and when that failed. */
  up: boolean | undefined;
  /** Resolves when its ends have been brought up or down; until then nobody takes them out. */
  changing?: Promise<unknown>;
}

/** What is noted of a NIC for the next process, which cannot read all of it from the links. */
export interface NicNote {
  readonly nic: Nic;
  readonly instanceId: string;
  /** What its device is called inside; notes of earlier versions do not say. */
  readonly inside?: string | undefined;
}

/** The NICs of a plane, by id. */
export class Wires {
  readonly #all = new Map<string, Wire>();
  /** What those that were lost were called inside, by instance and NIC. */
  readonly #formerly = new Map<string, string>();
  /** Those that are being taken out. Their links are there until the promise resolves. */
  readonly #leaving = new Map<string, Promise<void>>();

  get(nicId: string): Wire | undefined {
    return this.#all.get(nicId);
  }

  add(wire: Wire): void {
    this.#all.set(wire.nicId, wire);
  }

  /** Keeps what a wire that was lost is called inside, for when it comes back. */
  keepName({ instanceId, nicId, inside }: Wire): void {
    if (inside !== undefined) this.#formerly.set(`${instanceId} ${nicId}`, inside);
  }

  formerName(instanceId: string, nicId: string): string | undefined {
    return this.#formerly.get(`${instanceId} ${nicId}`);
  }

  /** Forgets the names of NICs that were lost, and are not to come back as what they were. */
  forgetNames(which: (instanceId: string, nicId: string) => boolean): void {
    for (const key of this.#formerly.keys()) {
      const [instanceId = '', nicId = ''] = key.split(' ');
      if (which(instanceId, nicId)) this.#formerly.delete(key);
    }
  }

  /** Whether it was there: of several who take it out, one alone does the work. */
  take(wire: Wire): boolean {
    return this.#all.get(wire.nicId) === wire && this.#all.delete(wire.nicId);
  }

  /** Takes a wire out and removes its links, or waits for another call that is at it. */
  async leave(wire: Wire, removeLinks: () => Promise<void>): Promise<void> {
    if (!this.take(wire)) return this.left(wire.nicId);
    const gone = removeLinks();
    this.#leaving.set(wire.nicId, gone);
    try {
      await gone;
    } finally {
      if (this.#leaving.get(wire.nicId) === gone) this.#leaving.delete(wire.nicId);
    }
  }

  /** Resolves when the NIC is not being taken out any more. @throws when that failed. */
  async left(nicId: string): Promise<void> {
    await this.#leaving.get(nicId);
  }

  /** Has a wire back whose links could not be removed: all of it is to be done again. */
  putBack(wire: Wire): void {
    wire.complete = false;
    if (!this.#all.has(wire.nicId)) this.add(wire);
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
