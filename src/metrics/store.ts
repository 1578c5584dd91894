import type { EngineFailure, StoreObserver } from '#store/observer.ts';
import { Histogram } from './histogram.ts';

/** Writes that share a commit: 256 is the most that the SQLite engine takes together. */
const BATCH_BOUNDS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

export interface FailureCount {
  readonly failure: EngineFailure;
  /** Whether the work was done again. */
  readonly again: boolean;
  count: number;
}

/** Counts what the engine reports. */
export class StoreMetrics implements StoreObserver {
  readonly commits = new Histogram(BATCH_BOUNDS);
  readonly failures = new Map<string, FailureCount>();

  committed(writes: number): void {
    this.commits.observe(writes);
  }

  failed(failure: EngineFailure, again: boolean): void {
    const key = `${failure} ${again}`;
    const known = this.failures.get(key) ?? { failure, again, count: 0 };
    known.count += 1;
    this.failures.set(key, known);
  }
}
