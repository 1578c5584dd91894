import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Milliseconds from when a request was to be sent until it was answered. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const NANOS = 1e6;

/** Counts latencies, to three digits. */
export class Latencies {
  readonly #histogram: RecordableHistogram = createHistogram();

  add(ms: number): void {
    this.#histogram.record(Math.max(1, Math.round(ms * NANOS)));
  }

  get summary(): Latency {
    const histogram = this.#histogram;
    const at = (percent: number) => (histogram.count ? histogram.percentile(percent) / NANOS : 0);
    return { count: histogram.count, p50: at(50), p99: at(99), max: at(100) };
  }
}

/** What was answered. */
export class Outcomes {
  readonly statuses: Record<string, number> = {};
  firstFailure = '';
  readonly #all = new Latencies();
  readonly #byKind = new Map<string, Latencies>();

  /** @param answer the whole HTTP answer */
  add(kind: string, answer: string, ms: number): void {
    const status = answer.slice(9, 12);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status !== '200' && this.firstFailure === '') this.firstFailure = answer;
    this.#all.add(ms);
    const its = this.#byKind.get(kind) ?? new Latencies();
    this.#byKind.set(kind, its);
    its.add(ms);
  }

  get all(): Latency {
    return this.#all.summary;
  }

  get byKind(): Record<string, Latency> {
    return Object.fromEntries([...this.#byKind].map(([kind, its]) => [kind, its.summary]));
  }
}
