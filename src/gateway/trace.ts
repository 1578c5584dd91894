import type { Timer } from '#platform/clock.ts';

/**
 * The stages of the request pipeline, a transaction being three of them. docs/operations.md
 * explains each.
 */
export type Stage =
  | 'read'
  | 'identify'
  | 'authenticate'
  | 'authorize'
  | 'decode'
  | 'wait'
  | 'run'
  | 'commit'
  | 'encode';

/** How long one request spent in each stage. */
export class Trace {
  readonly #timer: Timer;
  readonly #spent = new Map<Stage, number>();
  #stage: Stage = 'read';
  #since: number;

  constructor(timer: Timer) {
    this.#timer = timer;
    this.#since = timer();
  }

  /** Ends the current stage and enters `stage`. A stage may be entered again: its times add up. */
  enter(stage: Stage): void {
    const now = this.#timer();
    this.#spent.set(this.#stage, (this.#spent.get(this.#stage) ?? 0) + now - this.#since);
    this.#stage = stage;
    this.#since = now;
  }

  /** Wraps `work`, so that the wait before it and the commit after it are measured apart. */
  around<Tx, T>(work: (tx: Tx) => Promise<T>): (tx: Tx) => Promise<T> {
    return async (tx) => {
      this.enter('run');
      try {
        return await work(tx);
      } finally {
        this.enter('commit');
      }
    };
  }

  /** Ends the last stage. Returns the milliseconds spent in each stage that was reached. */
  end(): Readonly<Partial<Record<Stage, number>>> {
    this.enter(this.#stage);
    return Object.fromEntries(
      [...this.#spent].map(([stage, ms]) => [stage, Math.round(ms * 1000) / 1000]),
    );
  }
}

/** The value of a Server-Timing header: https://www.w3.org/TR/server-timing/. */
export const serverTiming = (stages: ReturnType<Trace['end']>): string =>
  Object.entries(stages)
    .map(([stage, ms]) => `${stage};dur=${ms}`)
    .join(', ');
