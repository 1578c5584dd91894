import { systemClock } from '#platform/clock.ts';
import type { Budget } from '../budget.ts';
import { type Failure, passesSoon, wasCancelled } from './failures.ts';

/** The first violation may be by a row that a rule would have seen a moment later. */
const VIOLATIONS = 2;
/** A connection that was lost while idle is noticed only when it is used. */
const CONNECTIONS = 3;
/**
 * After the first, all connections are replaced, and the schema is not upgraded so often in a row.
 */
const STALE_CONNECTIONS = 5;
/** What the server cancels each time is not done by trying. */
const CANCELLATIONS = 3;
const FIRST_REST_MS = 1;
const LONGEST_REST_MS = 128;
/** A database that has no room for a connection has none a moment later either. */
const FULL_REST_MS = 250;

/**
 * Counts the tries of one transaction, and decides whether and when to try again: after a conflict,
 * for as long as the budget lasts.
 */
export class RetryPolicy {
  readonly #budget: Budget;
  /** Conflicts with others, but for the waits for a locked row. */
  conflicts = 0;
  #violations = 0;
  #connections = 0;
  #stale = 0;
  #cancellations = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /**
   * Resolves when it may be tried again; undefined when it is not to be tried again.
   * @param reason the engine's error
   * @param blocked whether a row was locked for long: then there is a line to stand in
   */
  after(failure: Failure, reason: unknown, blocked: boolean): Promise<void> | undefined {
    switch (failure) {
      case 'conflict':
        if (blocked) return NOW;
        this.conflicts += 1;
        return this.conflicts === 1
          ? NOW
          : this.#rest(Math.min(FIRST_REST_MS * 2 ** this.conflicts, LONGEST_REST_MS));
      case 'unique':
        this.#violations += 1;
        return this.#violations < VIOLATIONS ? NOW : undefined;
      case 'connection':
      case 'unavailable':
        if (passesSoon(reason)) return this.#rest(FULL_REST_MS);
        if (wasCancelled(reason)) {
          this.#cancellations += 1;
          return this.#cancellations < CANCELLATIONS ? NOW : undefined;
        }
        if (failure === 'unavailable') return undefined;
        this.#connections += 1;
        return this.#connections < CONNECTIONS ? NOW : undefined;
      case 'stale':
        this.#stale += 1;
        return this.#stale < STALE_CONNECTIONS ? NOW : undefined;
      default:
        return undefined;
    }
  }

  /**
   * Up to `most`, by chance, so that transactions of several processes do not collide for ever.
   */
  #rest(most: number): Promise<void> | undefined {
    if (this.#budget.left === 0) return undefined;
    const ms = Math.ceil(Math.min(most, this.#budget.left) * share());
    return new Promise((rested) => systemClock.wakeAfter(ms, rested));
  }
}

const NOW = Promise.resolve();

/** A random share, which need not be more than different in each process. */
let state = (process.pid * 2_654_435_761) >>> 0 || 1;
function share(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}
