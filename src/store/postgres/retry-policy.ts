import { systemClock } from '#platform/clock.ts';
import type { Failure } from './failures.ts';

/** How often a transaction is tried when others conflict with it. */
const CONFLICTS = 12;
/** The first violation may be by a row that a rule would have seen a moment later. */
const VIOLATIONS = 2;
/** A connection that was lost while idle is noticed only when it is used. */
const CONNECTIONS = 3;
/**
 * After the first, all connections are replaced, and the schema is not upgraded so often in a row.
 */
const STALE_CONNECTIONS = 5;
const FIRST_REST_MS = 1;
const LONGEST_REST_MS = 64;

/** Counts the tries of one transaction, and decides whether and when to try again. */
export class RetryPolicy {
  conflicts = 0;
  #violations = 0;
  #connections = 0;
  #stale = 0;

  /** Resolves when it may be tried again; undefined when it is not to be tried again. */
  after(failure: Failure): Promise<void> | undefined {
    switch (failure) {
      case 'conflict':
        this.conflicts += 1;
        return this.conflicts < CONFLICTS ? rest(this.conflicts) : undefined;
      case 'unique':
        this.#violations += 1;
        return this.#violations < VIOLATIONS ? NOW : undefined;
      case 'connection':
        this.#connections += 1;
        return this.#connections < CONNECTIONS ? NOW : undefined;
      case 'stale':
        this.#stale += 1;
        return this.#stale < STALE_CONNECTIONS ? NOW : undefined;
      default:
        return undefined;
    }
  }
}

const NOW = Promise.resolve();
let rests = 0;

/** Grows with each try, with a random part, so that two transactions do not collide for ever. */
function rest(conflicts: number): Promise<void> {
  if (conflicts === 1) return NOW;
  const most = Math.min(FIRST_REST_MS * 2 ** conflicts, LONGEST_REST_MS);
  rests += 1;
  const share = ((process.pid * 7919 + rests * 104_729) % 1000) / 1000;
  return new Promise((rested) => systemClock.wakeAfter(Math.round(most * share), rested));
}
