import { gatewayRefusals } from './refusals.ts';
import { TooSoon } from './retry-later.ts';

/**
 * Half a second of attaches as one process with SQLite commits them on two cores, five seconds of
 * those that PostgreSQL took from one on a crowded machine (docs/benchmarks.md): as long as a client
 * may wait before it gives up, and not longer.
 */
export const DEFAULT_MAX_IN_FLIGHT = 2048;

/** Whole seconds: the least that a Retry-After can say. */
const RETRY_AFTER = 1;

/**
 * Bounds the requests that are at work. One takes its place when it has arrived whole, so that slow
 * senders hold none, and leaves it when its work has ended: also when its client is gone by then.
 */
export class Admission {
  readonly most: number;
  #inFlight = 0;
  #turnedAway = 0;

  constructor(most: number) {
    this.most = most;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** How many were turned away since the start. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  get full(): boolean {
    return this.#inFlight >= this.most;
  }

  /** Takes a place, to be given back by {@link leave}; false when there is none. */
  enter(): boolean {
    if (this.full) return false;
    this.#inFlight += 1;
    return true;
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  /** Counts one that is turned away, and says what it is told. */
  turnAway(): TooSoon {
    this.#turnedAway += 1;
    return new TooSoon(gatewayRefusals.FlowLimitExceeded, RETRY_AFTER);
  }
}
