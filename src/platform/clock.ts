/** The time, and a way to be woken. All code gets both from here. */
export interface Clock {
  /** Milliseconds since the epoch. It may jump, when somebody sets it or the machine has slept. */
  now(): number;
  /** Measures waiting times: a jump of `now` does not affect it. */
  readonly elapsed: Timer;
  /** Calls `wake` once, when `ms` have elapsed. Returns a function that cancels it. */
  wakeAfter(ms: number, wake: () => void): () => void;
}

/**
 * Milliseconds since an arbitrary moment, with fractions. It never goes back, so durations are
 * measured with it.
 */
export type Timer = () => number;

export const systemTimer: Timer = () => performance.now();

const LONGEST_TIMER = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: systemTimer,
  wakeAfter(ms, wake) {
    const timer = setTimeout(wake, Math.min(Math.max(0, ms), LONGEST_TIMER));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is told to advance. */
export class ManualClock implements Clock {
  #now: number;
  #elapsed = 0;
  #sleepers: { at: number; wake: () => void }[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  elapsed = (): number => this.#elapsed;

  wakeAfter(ms: number, wake: () => void): () => void {
    const sleeper = { at: this.#elapsed + ms, wake };
    this.#sleepers.push(sleeper);
    if (ms <= 0) queueMicrotask(() => this.#wakeDue());
    return () => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    };
  }

  /** Lets `ms` milliseconds pass and calls every wake that is due by then. */
  advance(ms: number): void {
    this.#now += ms;
    this.#elapsed += ms;
    this.#wakeDue();
  }

  /** Sets the time as somebody sets a clock: nothing has elapsed, and nobody is woken. */
  set(now: number): void {
    this.#now = now;
  }

  #wakeDue(): void {
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#elapsed);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#elapsed);
    for (const sleeper of due.sort((a, b) => a.at - b.at)) sleeper.wake();
  }
}

/** For how long a clock that was set back is taken to be wrong. */
const PATIENCE_MS = 120_000;

/**
 * A clock that goes on steadily when the clock that it follows is set back, so that a wait of some
 * seconds still takes those seconds. When the followed clock stays behind for two minutes, it is
 * taken to be right and is followed again. When it jumps ahead it is followed at once: while a
 * machine sleeps, time passes that its timer does not count.
 */
export class SteadyClock implements Clock {
  readonly elapsed: Timer;
  readonly #followed: Clock;
  /** The time that it gave last, and what had elapsed then. */
  #last: { readonly now: number; readonly elapsed: number };
  /** The elapsed time at which the followed clock was found to be behind. */
  #behindSince: number | undefined;
  /**
   * The offset of the shared clock, which is followed instead, from the timer of the followed
   * clock.
   */
  #shared: number | undefined;

  constructor(followed: Clock) {
    this.#followed = followed;
    this.elapsed = followed.elapsed;
    this.#last = { now: followed.now(), elapsed: followed.elapsed() };
  }

  now(): number {
    const elapsed = this.elapsed();
    const steady = this.#last.now + elapsed - this.#last.elapsed;
    const followed =
      this.#shared === undefined ? this.#followed.now() : Math.floor(this.#shared + elapsed);
    if (followed >= Math.floor(steady)) {
      this.#behindSince = undefined;
    } else {
      this.#behindSince ??= elapsed;
      if (elapsed - this.#behindSince < PATIENCE_MS) return Math.floor(steady);
      this.#behindSince = undefined;
    }
    this.#last = { now: followed, elapsed };
    return followed;
  }

  /** Follows a clock that several processes share, which says `now` at this moment. */
  share(now: number): void {
    const elapsed = this.elapsed();
    // The first time there is no earlier shared time to continue from: the machine's own clock may
    // differ.
    if (this.#shared === undefined) this.#last = { now: Math.floor(now), elapsed };
    this.#shared = now - elapsed;
  }

  wakeAfter(ms: number, wake: () => void): () => void {
    return this.#followed.wakeAfter(ms, wake);
  }
}
