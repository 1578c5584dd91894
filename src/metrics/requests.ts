import type { Service } from '#core/service.ts';
import type { Answered } from '#gateway/answered.ts';
import { Histogram } from './histogram.ts';

/** Seconds. Half a millisecond is a quick read; beyond ten seconds clients have given up. */
const LATENCY_BOUNDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** The label for a service, an action or a code without a label of its own. */
export const OTHER = 'other';

/**
 * The most codes that are counted for one action: codes contain the names, and some the numbers, of
 * parameters.
 */
const CODES_AT_MOST = 64;

/** The answers to one action since the start. */
export interface ActionMetrics {
  readonly service: string;
  readonly action: string;
  readonly seconds: Histogram;
  /** By status and code. */
  readonly answers: Map<string, AnswerCount>;
}

export interface AnswerCount {
  readonly status: number;
  /** `OK` for a success. */
  readonly code: string;
  count: number;
}

/**
 * Counts answers by action. Whatever clients send, the number of labels is limited to the names
 * that Tenon has.
 */
export class RequestMetrics {
  readonly #services: ReadonlySet<string>;
  readonly #metrics = new Map<string, Map<string, ActionMetrics>>();

  constructor(services: readonly Service[]) {
    this.#services = new Set(services.map(({ name }) => name));
  }

  count({ identity, status, code, ms, unserved }: Answered): void {
    const service = this.#services.has(identity.service) ? identity.service : OTHER;
    const metrics = this.#of(service, unserved ? OTHER : identity.action);
    if (ms !== undefined) metrics.seconds.observe(ms / 1000);
    const key = `${status} ${code}`;
    const known = metrics.answers.get(key);
    if (known !== undefined) known.count += 1;
    else if (metrics.answers.size < CODES_AT_MOST) {
      metrics.answers.set(key, { status, code: code || 'OK', count: 1 });
    } else {
      const rest = metrics.answers.get(`${status}`);
      if (rest !== undefined) rest.count += 1;
      else metrics.answers.set(`${status}`, { status, code: OTHER, count: 1 });
    }
  }

  *all(): Generator<ActionMetrics> {
    for (const ofService of this.#metrics.values()) yield* ofService.values();
  }

  /** The metrics of an action, or of all names that are no action. */
  #of(service: string, action: string): ActionMetrics {
    return this.#metrics.get(service)?.get(action) ?? this.#make(service, action);
  }

  #make(service: string, action: string): ActionMetrics {
    const metrics = { service, action, seconds: new Histogram(LATENCY_BOUNDS), answers: new Map() };
    const ofService = this.#metrics.get(service) ?? new Map<string, ActionMetrics>();
    this.#metrics.set(service, ofService.set(action, metrics));
    return metrics;
  }
}
