/** The time, and a way to be woken: everything in the house gets both from here. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `wake` once, at `at` or as soon as possible after it. Returns a way to call it off. */
  wakeAt(at: number, wake: () => void): () => void;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, wake) {
    const wait = Math.min(Math.max(0, at - Date.now()), LONGEST_TIMER);
    const timer = setTimeout(wake, wait);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Milliseconds since a moment of its own, with fractions, never going back: what durations are of. */
export type Timer = () => number;

export const systemTimer: Timer = () => performance.now();

/** A clock that stands still until it is told to advance. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: { at: number; wake: () => void }[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  wakeAt(at: number, wake: () => void): () => void {
    const sleeper = { at, wake };
    this.#sleepers.push(sleeper);
    if (at <= this.#now) queueMicrotask(() => this.#wakeDue());
    return () => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    };
  }

  /** Moves the clock by `ms` milliseconds and wakes whoever is due by then. */
  advance(ms: number): void {
    this.#now += ms;
    this.#wakeDue();
  }

  #wakeDue(): void {
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#now);
    for (const sleeper of due.sort((a, b) => a.at - b.at)) sleeper.wake();
  }
}
