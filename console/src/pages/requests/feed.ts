import type { AnsweredEvent } from '../../api/events.ts';

/** Which requests are shown; '' is any. */
export interface Filter {
  readonly account: string;
  readonly action: string;
  readonly code: string;
  readonly refused: boolean;
}

/** A request in the list. */
export type Row = Omit<AnsweredEvent, 'event'>;

export interface Page {
  readonly before?: string;
  readonly limit: number;
}

/** Reads a page of requests, the latest first. */
export type ReadPage = (filter: Filter, page: Page) => Promise<readonly Row[]>;

/** What the list shows. */
export interface FeedState {
  /** The latest first. */
  readonly rows: readonly Row[];
  /** How many have come that a pause keeps back. */
  readonly held: number;
  readonly paused: boolean;
  readonly loading: boolean;
  /** The oldest that is kept is among the rows. */
  readonly whole: boolean;
  readonly failure: unknown;
}

const PAGE = 200;
/** So many rows are kept here at most: the server keeps the rest. */
const MOST = 20_000;

const EMPTY: FeedState = {
  rows: [],
  held: 0,
  paused: false,
  loading: true,
  whole: false,
  failure: undefined,
};

/** The requests that a filter takes: pages from the server, and each new one as it is answered. */
export class Feed {
  readonly #filter: Filter;
  readonly #read: ReadPage;
  readonly #watchers = new Set<() => void>();
  #state = EMPTY;
  /** Those that came while it was paused or the first page was on its way, the latest last. */
  #waiting: Row[] = [];
  /** Counts the loads from the start, so that an answer to an earlier one is dropped. */
  #turn = 0;

  constructor(filter: Filter, read: ReadPage) {
    this.#filter = filter;
    this.#read = read;
  }

  readonly state = (): FeedState => this.#state;

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** Reads the latest anew. */
  async load(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#become({ loading: true, failure: undefined });
    try {
      const page = await this.#read(this.#filter, { limit: PAGE });
      if (turn !== this.#turn) return;
      const known = new Set(page.map(({ requestId }) => requestId));
      const since = this.#waiting.filter(({ requestId }) => !known.has(requestId));
      const rows = this.#state.paused ? page : [...since.toReversed(), ...page];
      this.#waiting = this.#state.paused ? since : [];
      this.#become({ rows, whole: page.length < PAGE, loading: false, held: this.#waiting.length });
    } catch (failure) {
      if (turn === this.#turn) this.#become({ loading: false, failure });
    }
  }

  /** Reads what is older than the last row. */
  async more(): Promise<void> {
    const { rows, loading, whole, failure } = this.#state;
    const before = rows.at(-1)?.requestId;
    if (loading || whole || failure !== undefined || before === undefined) return;
    const turn = this.#turn;
    this.#become({ loading: true });
    try {
      const page = await this.#read(this.#filter, { limit: PAGE, before });
      if (turn !== this.#turn) return;
      const all = [...this.#state.rows, ...page];
      this.#become({
        rows: all,
        loading: false,
        whole: page.length < PAGE || all.length >= MOST,
      });
    } catch (failed) {
      if (turn === this.#turn) this.#become({ loading: false, failure: failed });
    }
  }

  /** Tells of requests that were answered just now, in their order. */
  came(answered: readonly Row[]): void {
    const taken = answered.filter((row) => takes(this.#filter, row));
    if (taken.length === 0) return;
    const { paused, loading, rows } = this.#state;
    if (paused || (loading && rows.length === 0)) {
      this.#waiting.push(...taken);
      if (this.#waiting.length > MOST) this.#waiting = this.#waiting.slice(-MOST);
      if (paused) this.#become({ held: this.#waiting.length });
      return;
    }
    this.#become({ rows: [...taken.toReversed(), ...rows].slice(0, MOST) });
  }

  pause(paused: boolean): void {
    if (paused === this.#state.paused) return;
    const come = paused ? [] : this.#waiting.toReversed();
    if (!paused) this.#waiting = [];
    this.#become({ paused, held: 0, rows: [...come, ...this.#state.rows].slice(0, MOST) });
  }

  /** There is nothing any more: the history went with everything else. */
  clear(): void {
    this.#turn += 1;
    this.#waiting = [];
    this.#become({ rows: [], held: 0, whole: true, loading: false, failure: undefined });
  }

  #become(change: Partial<FeedState>): void {
    this.#state = { ...this.#state, ...change };
    for (const watcher of this.#watchers) watcher();
  }
}

/** Whether a filter takes a request, as the server would say it. */
export const takes = ({ account, action, code, refused }: Filter, row: Row): boolean =>
  (account === '' || row.account === account) &&
  (action === '' || row.action === action) &&
  (code === '' || (row.code || 'OK') === code) &&
  (!refused || row.code !== '');
