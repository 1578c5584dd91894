import type { DataPlane, PublicCounters } from '#dataplane/driver.ts';
import type { Clock } from '#platform/clock.ts';
import type { Store, Writer } from '#store/store.ts';

/** What a public address received from the internet, and sent there. */
export interface Traffic {
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
}

/** What it carried in a minute, which begins at `at`, in milliseconds since the epoch. */
export interface TrafficOfMinute extends Traffic {
  readonly at: number;
}

export interface TrafficOfAddress {
  /** Since this process has driven the data plane, or the address has been counted. */
  readonly total: Traffic;
  /** The minutes in which it carried anything, oldest first. */
  readonly minutes: readonly TrafficOfMinute[];
}

/** How many minutes are remembered, the one that has begun among them. */
export const MINUTES = 60;
/** How often it is looked: what an address carried since the last look is lost with it. */
export const LOOK_MS = 10_000;

const MINUTE_MS = 60_000;
const NOTHING: Traffic = { receivedBytes: 0, receivedPackets: 0, sentBytes: 0, sentPackets: 0 };

interface Known {
  last: PublicCounters;
  total: Traffic;
  /** By their beginnings, oldest first. */
  readonly minutes: Map<number, Traffic>;
  seenAt: number;
}

/** What an address has carried since it was looked at last. */
export interface Carried {
  readonly id: string;
  readonly received: number;
  readonly sent: number;
}

export interface PublicTrafficOptions {
  readonly store: Store;
  readonly dataPlane: DataPlane;
  /** Keeps what addresses carry, for longer than a process lives. */
  readonly keep: (tx: Writer, carried: readonly Carried[]) => Promise<void>;
  /** The real clock. */
  readonly clock: Clock;
}

/**
 * What public addresses carry, of what the driver counts. Each look is kept in the store; minutes are
 * kept in memory, and of the last hour alone: an address that has not been there for so long is
 * forgotten.
 */
export class PublicTraffic {
  readonly #options: PublicTrafficOptions;
  readonly #known = new Map<string, Known>();
  #looking: Promise<void> | undefined;
  #hasLooked = false;

  constructor(options: PublicTrafficOptions) {
    this.#options = options;
  }

  /** Whether the driver counts at all. */
  get counts(): boolean {
    return this.#options.dataPlane.publicCounters !== undefined;
  }

  /** Reads what has been counted. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** What an address has carried; nothing of one that is not known. */
  of(id: string): TrafficOfAddress {
    const known = this.#known.get(id);
    if (known === undefined) return { total: NOTHING, minutes: [] };
    const oldest = this.#oldest;
    const minutes = [...known.minutes].filter(([at]) => at >= oldest);
    return { total: known.total, minutes: minutes.map(([at, traffic]) => ({ at, ...traffic })) };
  }

  async #look(): Promise<void> {
    const counted = (await this.#options.dataPlane.publicCounters?.()) ?? [];
    const { store, clock, keep } = this.#options;
    const now = clock.now();
    const carried = counted.flatMap((counters) => this.#add(counters, now) ?? []);
    this.#hasLooked = true;
    if (carried.length > 0) await store.write((tx) => keep(tx, carried));
    for (const [id, { seenAt }] of this.#known) {
      if (seenAt < this.#oldest) this.#known.delete(id);
    }
  }

  /** Undefined of one that has carried nothing. */
  #add(counters: PublicCounters, now: number): Carried | undefined {
    const { id } = counters;
    const known = this.#known.get(id);
    // What had been counted before this process looked first is in no minute.
    const before = known?.last ?? (this.#hasLooked ? NOTHING : counters);
    const grown = map((name) => growth(before[name], counters[name]));
    const total = known === undefined ? map((name) => counters[name]) : sum(known.total, grown);
    const minutes = known?.minutes ?? new Map<number, Traffic>();
    const hasGrown = grown.receivedPackets + grown.sentPackets > 0;
    if (hasGrown) {
      const at = now - (now % MINUTE_MS);
      minutes.set(at, sum(minutes.get(at) ?? NOTHING, grown));
    }
    for (const at of minutes.keys()) if (at < this.#oldest) minutes.delete(at);
    this.#known.set(id, { last: counters, total, minutes, seenAt: now });
    return hasGrown ? { id, received: grown.receivedBytes, sent: grown.sentBytes } : undefined;
  }

  /** When the oldest minute begins that is remembered. */
  get #oldest(): number {
    const now = this.#options.clock.now();
    return now - (now % MINUTE_MS) - (MINUTES - 1) * MINUTE_MS;
  }
}

function map(of: (name: keyof Traffic) => number): Traffic {
  return {
    receivedBytes: of('receivedBytes'),
    receivedPackets: of('receivedPackets'),
    sentBytes: of('sentBytes'),
    sentPackets: of('sentPackets'),
  };
}

const sum = (a: Traffic, b: Traffic): Traffic => map((name) => a[name] + b[name]);

/** An address that stands for another one now has begun at 0 again. */
const growth = (before: number, now: number): number => (now >= before ? now - before : now);
