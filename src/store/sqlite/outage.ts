import type { Clock } from '#platform/clock.ts';
import { StoreUnavailable } from '../store.ts';
import type { StoreEvents } from '../store-events.ts';
import { unavailable } from './failures.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;
/** With the waits between the tries, about 15 seconds. */
const TRIES_WHILE_CLIENTS_WAIT = 8;
/**
 * An outage that begins so soon after another counts as the same one: healing is tried less often.
 */
const SOON_MS = 10_000;

/** What cannot be done during an outage. */
export type Stopped = 'writes' | 'everything';

export interface OutageOptions {
  /** The name of the store for people: its path. */
  readonly place: string;
  /** The real clock. */
  readonly clock: Clock;
  readonly events: StoreEvents;
  /** Checks that the engine works again. Rejects when it does not. */
  readonly heal: () => Promise<void>;
  /** Whether clients wait for an answer that cannot be given before the store has healed. */
  readonly awaited: () => boolean;
  /** Tells those clients that the outcome will not be known. */
  readonly giveUp: (why: StoreUnavailable) => void;
}

/** Remembers that an engine cannot work, and why, and tries less and less often to heal it. */
export class Outage {
  readonly #options: OutageOptions;
  #why: StoreUnavailable | undefined;
  #stopped: Stopped = 'writes';
  #failedTries = 0;
  #outagesInARow = 0;
  #endedAt = Number.NEGATIVE_INFINITY;
  #callOff: () => void = () => {};

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  /** Why writes are refused; undefined when they are not. */
  get why(): StoreUnavailable | undefined {
    return this.#why;
  }

  /** Why reads are refused. */
  get whyNoReads(): StoreUnavailable | undefined {
    return this.#stopped === 'everything' ? this.#why : undefined;
  }

  begin(why: StoreUnavailable, stopped: Stopped): void {
    if (stopped === 'everything') this.#stopped = stopped;
    if (this.#why !== undefined) return;
    const { clock, events, place } = this.#options;
    this.#why = why;
    this.#failedTries = 0;
    this.#outagesInARow = clock.elapsed() - this.#endedAt < SOON_MS ? this.#outagesInARow + 1 : 0;
    events.failed?.(place, why);
    this.#tryLater();
  }

  /** Stops trying. */
  stop(): void {
    this.#callOff();
  }

  #tryLater(): void {
    const { clock } = this.#options;
    // Clients may be waiting for the end of an outage that has stopped everything.
    const before = this.#stopped === 'everything' ? 0 : this.#outagesInARow;
    const waits = Math.min(this.#failedTries + before, 16);
    const wait = Math.min(FIRST_WAIT_MS * 2 ** waits, LONGEST_WAIT_MS);
    this.#callOff = clock.wakeAfter(wait, () => void this.#try());
  }

  async #try(): Promise<void> {
    const { heal, clock, events, place } = this.#options;
    try {
      await heal();
    } catch (error) {
      return this.#failedAgain(error);
    }
    this.#why = undefined;
    this.#stopped = 'writes';
    this.#endedAt = clock.elapsed();
    events.recovered?.(place);
  }

  #failedAgain(error: unknown): void {
    const { events, place, awaited, giveUp } = this.#options;
    const why =
      unavailable(error) ?? new StoreUnavailable((error as Error).message, { cause: error });
    this.#why = why;
    this.#failedTries += 1;
    if (this.#failedTries >= TRIES_WHILE_CLIENTS_WAIT && awaited()) {
      events.lost?.(place, why);
      giveUp(why);
    }
    this.#tryLater();
  }
}
