import { setTimeout as sleep } from 'node:timers/promises';
import type { Network } from '#core/network.ts';
import type { Inventory } from '#dataplane/driver.ts';
import type { Random } from '../fuzz/random.ts';
import type { PlaneAnswer, PlaneCall } from './messages.ts';
import { PRIMARY } from './world.ts';

/** What the data plane really did, at the moment when it did it. */
export type PlaneEvent =
  | {
      readonly do: 'plugged' | 'plug refused';
      readonly nicId: string;
      readonly instanceId: string;
    }
  | { readonly do: 'unplugged'; readonly nicId: string };

/** How long a call takes to reach the data plane, and to be carried out, in milliseconds. */
export interface Pace {
  readonly usual: number;
  /** Longer than a lease. */
  readonly slow: number;
  readonly slowShare: number;
  readonly refusedShare: number;
}

/**
 * The data plane of all processes, as its port promises it: calls for one NIC are carried out one
 * after the other, except for those that a call with a later fencing token has overtaken. Calls may
 * take long to arrive, and to be carried out.
 */
export class SimulatedPlane {
  readonly #random: Random;
  readonly #pace: Pace;
  readonly #plugged = new Map<string, string>();
  readonly #networks = new Map<string, Network>();
  /** The latest fencing token that each NIC and each network was called with. */
  readonly #tokens = new Map<string, number>();
  readonly #lines = new Map<string, Promise<unknown>>();
  readonly #open = new Set<Promise<unknown>>();
  /** Called with each effect. */
  onEvent: (event: PlaneEvent) => void = () => {};

  constructor(random: Random, pace: Pace) {
    this.#random = random;
    this.#pace = pace;
  }

  /** Carries out a call; `answer` is told when it is done. */
  take(work: PlaneCall, answer: (answer: PlaneAnswer) => void): void {
    // The primary interface goes in at once, because no instance can be without it.
    const primary = idOf(work).startsWith(PRIMARY);
    const onTheWay = primary ? 0 : this.#delay();
    const inHand = primary ? 0 : this.#delay();
    const refused = work.do === 'plug' && !primary && this.#random.chance(this.#pace.refusedShare);
    const carried = sleep(onTheWay)
      .then(() => this.#inLine(work, inHand, refused))
      .then(answer)
      .finally(() => this.#open.delete(carried));
    this.#open.add(carried);
  }

  /** Resolves when every call has been carried out. */
  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  /** The instance that a NIC is in; '' when it is in none. */
  where(nicId: string): string {
    return this.#plugged.get(nicId) ?? '';
  }

  /**
   * What is there at this moment. The instances are those of the NICs: nobody asks for empty ones.
   */
  get inventory(): Inventory {
    const nics = [...this.#plugged].map(([nicId, instanceId]) => ({ nicId, instanceId }));
    const instances = [...new Set(nics.map(({ instanceId }) => instanceId))];
    return { networks: [...this.#networks.keys()], instances, nics };
  }

  /** The network as it was applied last. */
  network(id: string): Network | undefined {
    return this.#networks.get(id);
  }

  #inLine(work: PlaneCall, ms: number, refused: boolean): Promise<PlaneAnswer> {
    const before = this.#lines.get(idOf(work)) ?? Promise.resolve();
    const done = before.then(() => sleep(ms)).then(() => this.#carryOut(work, refused));
    this.#lines.set(idOf(work), done);
    return done;
  }

  #carryOut(work: PlaneCall, refused: boolean): PlaneAnswer {
    const { fencingToken } = work;
    const id = idOf(work);
    if (fencingToken < (this.#tokens.get(id) ?? 0)) return 'overtaken';
    this.#tokens.set(id, fencingToken);
    if (work.do === 'apply') {
      this.#networks.set(id, work.network);
      return 'done';
    }
    const { nicId } = work;
    const now = this.where(nicId);
    if (work.do === 'unplug') {
      if (now !== '') this.onEvent({ do: 'unplugged', nicId });
      this.#plugged.delete(nicId);
      return 'done';
    }
    const { instanceId } = work;
    if (now === instanceId) return 'done';
    if (refused) {
      this.onEvent({ do: 'plug refused', nicId, instanceId });
      return 'refused';
    }
    this.#plugged.set(nicId, instanceId);
    this.onEvent({ do: 'plugged', nicId, instanceId });
    return 'done';
  }

  #delay(): number {
    const { usual, slow, slowShare } = this.#pace;
    return this.#random.chance(slowShare) ? slow : this.#random.next() * usual;
  }
}

const idOf = (work: PlaneCall): string => (work.do === 'apply' ? work.network.id : work.nicId);
