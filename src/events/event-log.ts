import type { Clock } from '#platform/clock.ts';

/** Something that happened, as listeners are told it. */
export interface TenonEvent {
  readonly event: EventKind;
  /** The type of the resource, as in the list of `RESOURCE_TABLES`; '' for what is about none. */
  readonly type: string;
  /** '' for what is about no account, or about all. */
  readonly account: string;
  /** What is told of it, besides. */
  readonly data: Readonly<Record<string, unknown>>;
}

export const EVENT_KINDS = ['made', 'changed', 'gone', 'answered', 'struck', 'reset'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** An event with its place in the order, and as it is sent. */
export interface Logged extends TenonEvent {
  readonly id: string;
  readonly text: string;
}

export interface EventLogOptions {
  /** Tells the events of this process from those of an earlier one. */
  readonly epoch: string;
  readonly clock: Clock;
  /** How many events are kept for those who come back. */
  readonly most?: number;
  /** How many bytes these may take. */
  readonly mostBytes?: number;
  /** How long events are collected after the last listener has gone, in milliseconds. */
  readonly tailMs?: number;
  /** Told when events begin to be wanted, and when they no longer are. */
  readonly onWanted?: (wanted: boolean) => void;
}

const MOST = 10_000;
const MOST_BYTES = 8 << 20;
const TAIL_MS = 60_000;

type Listener = (event: Logged) => void;

/**
 * The events of this process, in their order. They are collected only while somebody listens, and a
 * while longer, so that who was cut off may go on where that was.
 */
export class EventLog {
  readonly #options: Required<EventLogOptions>;
  readonly #listeners = new Set<Listener>();
  #kept: Logged[] = [];
  #bytes = 0;
  /** The number of the latest event. */
  #last = 0;
  /** The number of the latest event that is no longer kept. */
  #forgotten = 0;
  #wanted = false;
  #stopTail: () => void = () => {};

  constructor(options: EventLogOptions) {
    this.#options = {
      most: MOST,
      mostBytes: MOST_BYTES,
      tailMs: TAIL_MS,
      onWanted: () => {},
      ...options,
    };
  }

  /** Whether events are collected: if not, nobody need make any. */
  get wanted(): boolean {
    return this.#wanted;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Events that are kept, and about how much memory they take. */
  get size(): { readonly events: number; readonly bytes: number } {
    return { events: this.#kept.length, bytes: this.#bytes };
  }

  publish({ event, type, account, data }: TenonEvent): void {
    if (!this.#wanted) return;
    this.#last += 1;
    const id = this.#idOf(this.#last);
    const text = `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    const logged = { event, type, account, data, id, text };
    this.#kept.push(logged);
    this.#bytes += text.length;
    this.#trim();
    for (const listener of this.#listeners) listener(logged);
  }

  /**
   * Begins to tell `listener` of every event, those first that came after `after`, the id of the last
   * one it knows. Answers false when some of these are gone, or nobody knows. `end` ends it.
   */
  listen(
    listener: Listener,
    after?: string,
  ): { readonly whole: boolean; readonly end: () => void } {
    this.#stopTail();
    this.#want(true);
    const from = after === undefined ? this.#last : this.#numberOf(after);
    const whole = from !== undefined && from >= this.#forgotten && from <= this.#last;
    if (whole) for (const logged of this.#kept.slice(from - this.#forgotten)) listener(logged);
    this.#listeners.add(listener);
    return { whole, end: () => this.#end(listener) };
  }

  #end(listener: Listener): void {
    if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
    const { clock, tailMs } = this.#options;
    this.#stopTail = clock.wakeAfter(tailMs, () => this.#want(false));
  }

  /** Ends all collecting, at the end of the process. */
  close(): void {
    this.#stopTail();
    this.#listeners.clear();
    this.#want(false);
  }

  #want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    // What happens from now on is not noted: who comes back later has missed something.
    if (!wanted) {
      this.#kept = [];
      this.#bytes = 0;
      this.#last += 1;
      this.#forgotten = this.#last;
    }
    this.#options.onWanted(wanted);
  }

  #trim(): void {
    const { most, mostBytes } = this.#options;
    if (this.#kept.length <= most && this.#bytes <= mostBytes) return;
    // A tenth at once: to move the others for each event would cost more.
    let drop = 0;
    const enough = Math.max(1, Math.floor(this.#kept.length / 10));
    while (drop < this.#kept.length && (drop < enough || this.#bytes > mostBytes)) {
      this.#bytes -= this.#kept[drop]?.text.length ?? 0;
      drop += 1;
    }
    this.#kept.splice(0, drop);
    this.#forgotten += drop;
  }

  #idOf(number: number): string {
    return `${this.#options.epoch}-${number}`;
  }

  /** Undefined for an id that no event of this process had. */
  #numberOf(id: string): number | undefined {
    const [epoch, number = ''] = id.split('-');
    if (epoch !== this.#options.epoch || !/^\d{1,15}$/.test(number)) return undefined;
    return Number(number);
  }

  /** The id after which everything that comes will be told. */
  get latestId(): string {
    return this.#idOf(this.#last);
  }
}
