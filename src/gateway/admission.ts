import { gatewayRefusals } from './refusals.ts';
import { TooSoon } from './retry-later.ts';

/**
 * On two cores, one process with SQLite commits so many attaches in half a second; with PostgreSQL
 * on a crowded machine it took five seconds (docs/benchmarks.md). A client may wait that long
 * before it gives up, and no longer.
 */
export const DEFAULT_MAX_IN_FLIGHT = 2048;

/** Whole seconds: the least that a Retry-After can say. */
const RETRY_AFTER = 1;

/**
 * Limits the requests that are being carried out. A request takes a slot when it has arrived whole,
 * so that slow senders hold none, and leaves it when its work has ended, even if its client is gone
 * by then.
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

  /** How many requests were turned away since the start. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  get full(): boolean {
    return this.#inFlight >= this.most;
  }

  /** Takes a slot, which {@link leave} gives back; false when none is free. */
  enter(): boolean {
    if (this.full) return false;
    this.#inFlight += 1;
    return true;
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  /** Counts a request that is turned away, and returns its refusal. */
  turnAway(): TooSoon {
    this.#turnedAway += 1;
    return new TooSoon(gatewayRefusals.FlowLimitExceeded, RETRY_AFTER);
  }
}
