import type { Verdict } from '#core/verdict.ts';
import type { Handled } from '#gateway/answered.ts';
import { structFor } from '#gateway/decode.ts';
import type { Clock } from '#platform/clock.ts';
import { beijing } from '#platform/time.ts';
import type { IntentEnd } from '#reconcile/settling.ts';
import type { Store } from '#store/store.ts';
import { type Entry, entryOf, parametersOf } from './entry.ts';
import { HISTORY_BYTES } from './limits.ts';
import { meantNames } from './meant.ts';
import { Ring } from './ring.ts';
import { type Settlement, Settlements } from './settlement.ts';

export interface HistoryOptions {
  /** How many requests are kept, at least one. */
  readonly most: number;
  /** How many bytes they may take; {@link HISTORY_BYTES} by default. */
  readonly mostBytes?: number;
  readonly clock: Clock;
  readonly store: Store;
}

/** Most requests begin one transition; a run of instances begins one for each of them. */
const ENDS_PER_REQUEST = 4;

/** Which requests somebody asks for; of those, the latest `limit`. */
export interface HistoryFilter {
  readonly limit?: number | undefined;
  readonly account?: string | undefined;
  readonly action?: string | undefined;
  /** `OK` for those that were carried out. */
  readonly code?: string | undefined;
  /** Only those that were refused. */
  readonly refused?: true | undefined;
  /** Only those that were answered before the one with this id. */
  readonly before?: string | undefined;
}

/** One request, as it is shown. */
export interface RequestView {
  readonly requestId: string;
  /** When it was answered, by the real clock. */
  readonly time: string;
  /** '' when nobody was recognised. */
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  readonly status: number;
  /** '' when it was carried out. */
  readonly code: string;
  /** From the whole request to its answer; null for what never entered the pipeline. */
  readonly ms: number | null;
  readonly stages?: Readonly<Record<string, number>>;
  /** As the action understood them; null when they were too long to be kept, or unreadable. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  /** Names of parameters that were sent and that the action does not have. */
  readonly unread: readonly string[];
  /** For those of them that are like a parameter of the action: that one. */
  readonly meant: Readonly<Record<string, string>>;
  /** Of a refusal. */
  readonly message?: string;
  readonly parameter?: string;
  readonly reason?: string;
  /** Of a refusal: every precondition at that moment; none when it was refused before them. */
  readonly verdicts: readonly Verdict[];
  /** What became of the transition that it began; null when it began none. */
  readonly settled: Settlement | null;
}

export const DEFAULT_LIMIT = 50;

/**
 * The latest requests of this process, in memory. What costs time is done when somebody looks: a
 * request only leaves a few references behind.
 */
export class RequestHistory {
  readonly #options: HistoryOptions;
  readonly #entries: Ring<Entry>;
  readonly #settlements: Settlements;

  constructor(options: HistoryOptions) {
    const { most, mostBytes = HISTORY_BYTES } = options;
    this.#options = options;
    this.#entries = new Ring(most, mostBytes);
    this.#settlements = new Settlements(most * ENDS_PER_REQUEST);
  }

  /** Keeps a request that has been answered. */
  readonly keep = (handled: Handled): void => {
    this.#entries.add(entryOf(handled, this.#options.clock.now()));
  };

  /** Keeps how a transition ended. */
  readonly ended = (intentId: string, end: IntentEnd): void => {
    this.#settlements.ended(intentId, end);
  };

  get size(): { readonly requests: number; readonly bytes: number } {
    return { requests: this.#entries.count, bytes: this.#entries.bytes };
  }

  clear(): void {
    this.#entries.clear();
    this.#settlements.clear();
  }

  /** The latest requests that a filter takes, the latest first; undefined when `before` is unknown. */
  async find(filter: HistoryFilter = {}): Promise<RequestView[] | undefined> {
    const { limit = DEFAULT_LIMIT, before } = filter;
    const found: Entry[] = [];
    let reached = before === undefined;
    for (const entry of this.#entries.latestFirst()) {
      if (found.length >= limit) break;
      if (reached && takes(filter, entry)) found.push(entry);
      reached ||= entry.requestId === before;
    }
    return reached ? this.#view(found) : undefined;
  }

  /** One request; undefined when it is not kept, or no longer. */
  async one(requestId: string): Promise<RequestView | undefined> {
    for (const entry of this.#entries.latestFirst()) {
      if (entry.requestId === requestId) return (await this.#view([entry]))[0];
    }
    return undefined;
  }

  async #view(entries: readonly Entry[]): Promise<RequestView[]> {
    const scheduled = entries.flatMap((entry) => entry.scheduled);
    const settled = await this.#settlements.of(this.#options.store, scheduled);
    return entries.map((entry) => view(entry, settled(entry.scheduled)));
  }
}

function takes({ account, action, code, refused }: HistoryFilter, entry: Entry): boolean {
  return (
    (account === undefined || entry.handled.accountId === account) &&
    (action === undefined || entry.actionName === action) &&
    (code === undefined || (entry.handled.code || 'OK') === code) &&
    (refused === undefined || entry.handled.code !== '')
  );
}

function view(entry: Entry, settled: Settlement | null): RequestView {
  const { accountId, status, code, ms, stages } = entry.handled;
  const { parameters = null, unread = [] } = parametersOf(entry) ?? {};
  const { message, parameter, reason, verdicts = [] } = entry.refused ?? {};
  return {
    requestId: entry.requestId,
    time: beijing(entry.at),
    account: accountId,
    region: entry.region,
    service: entry.serviceName,
    action: entry.actionName,
    status,
    code,
    ms: ms === undefined ? null : Math.round(ms * 1000) / 1000,
    ...(stages && { stages }),
    parameters,
    unread,
    meant: unread.length > 0 && entry.action ? meantNames(unread, structFor(entry.action)) : {},
    ...(message !== undefined && { message }),
    ...(parameter !== undefined && { parameter }),
    ...(reason !== undefined && { reason }),
    verdicts,
    settled,
  };
}
