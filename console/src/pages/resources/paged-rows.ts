import type { LoadedPage, Place, Row } from '../../api/list.ts';

export interface PagedRowsOptions {
  readonly pageSize: number;
  /** `number`: any page can be asked for. `token`: one after the other. `whole`: there is one page. */
  readonly paging: 'number' | 'token' | 'whole';
  readonly load: (place: Place, signal: AbortSignal) => Promise<LoadedPage>;
  /** How many pages are kept at most. */
  readonly keep?: number;
}

/**
 * The rows of a list, read page by page as they come into view. Only the pages seen last are kept, so
 * that a list of any length takes the same memory.
 */
export class PagedRows {
  readonly #options: PagedRowsOptions;
  readonly #keep: number;
  /** In the order in which they were looked at, the latest last. */
  readonly #pages = new Map<number, readonly Row[]>();
  /** How to reach each page of a list by token. */
  readonly #tokens: (string | undefined)[] = [undefined];
  readonly #loading = new Map<number, AbortController>();
  readonly #stale = new Set<number>();
  readonly #watchers = new Set<() => void>();
  #view: readonly [number, number] = [0, 0];
  #total: number | undefined;
  #ended = false;
  #error: unknown;
  #version = 0;

  constructor(options: PagedRowsOptions) {
    this.#options = options;
    this.#keep = options.keep ?? 12;
  }

  /** Another number whenever something has changed. */
  version = (): number => this.#version;

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** Why the last page that was asked for did not come. */
  get error(): unknown {
    return this.#error;
  }

  /** How many rows there are in all; undefined while nobody has said it. */
  get total(): number | undefined {
    return this.#total;
  }

  /** How many rows can be scrolled over now; with a row to come where more may follow. */
  get length(): number {
    const { paging } = this.#options;
    if (paging === 'number') return this.#total ?? 0;
    return this.#known() + (this.#ended || this.#version === 0 ? 0 : 1);
  }

  /** Whether nothing has come yet. */
  get first(): boolean {
    return this.#version === 0;
  }

  /** A row, if it is there; looking at it does not load it. */
  at(index: number): Row | undefined {
    const { pageSize } = this.#options;
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** How many rows are kept, for tests of the bound. */
  get kept(): number {
    return [...this.#pages.values()].reduce((sum, rows) => sum + rows.length, 0);
  }

  /** Tells which rows are in view: they are loaded, and what is far from them may go. */
  show(from: number, to: number): void {
    this.#view = [from, to];
    for (const page of this.#wanted()) {
      const rows = this.#pages.get(page);
      if (rows !== undefined) {
        this.#pages.delete(page);
        this.#pages.set(page, rows);
      }
      if (rows === undefined || this.#stale.has(page)) this.#load(page);
    }
    // What was scrolled past in the meantime is not waited for.
    const wanted = this.#wanted();
    for (const [page, controller] of this.#loading) {
      if (wanted.includes(page)) continue;
      controller.abort();
      this.#loading.delete(page);
    }
  }

  /** What was read may be out of date: what is in view is read again now, the rest when it is seen. */
  refresh(): void {
    for (const page of this.#pages.keys()) this.#stale.add(page);
    // What is on its way may have been read before the change.
    for (const page of this.#loading.keys()) this.#stale.add(page);
    if (this.#options.paging === 'token') this.#ended = false;
    for (const page of this.#wanted()) this.#load(page);
  }

  /** Which of these are among the rows that are kept. */
  holding(idField: string, ids: ReadonlySet<string>): string[] {
    const held: string[] = [];
    for (const rows of this.#pages.values()) {
      for (const row of rows) {
        const id = String(row[idField]);
        if (ids.has(id)) held.push(id);
      }
    }
    return held;
  }

  /** Puts newer versions in the place of rows that are kept. */
  replace(idField: string, rows: readonly Row[]): void {
    const newer = new Map(rows.map((row) => [row[idField], row]));
    for (const [page, old] of this.#pages) {
      if (old.some((row) => newer.has(row[idField]))) {
        this.#pages.set(
          page,
          old.map((row) => newer.get(row[idField]) ?? row),
        );
      }
    }
    this.#tell();
  }

  stop(): void {
    for (const controller of this.#loading.values()) controller.abort();
    this.#loading.clear();
  }

  #known(): number {
    const { pageSize } = this.#options;
    const last = this.#tokens.length - 1;
    const rows = this.#pages.get(last)?.length;
    return last * pageSize + (rows ?? 0);
  }

  #wanted(): number[] {
    const { pageSize, paging } = this.#options;
    if (paging === 'whole') return [0];
    const [from, to] = this.#view;
    const first = Math.floor(from / pageSize);
    const last = Math.floor(Math.max(from, to) / pageSize);
    const most = paging === 'token' ? this.#tokens.length - 1 : this.#lastPage();
    const pages: number[] = [];
    for (let page = first; page <= Math.min(last, most); page += 1) pages.push(page);
    return pages.length === 0 ? [Math.max(0, Math.min(first, most))] : pages;
  }

  #lastPage(): number {
    if (this.#total === undefined) return 0;
    return Math.max(0, Math.ceil(this.#total / this.#options.pageSize) - 1);
  }

  #load(page: number): void {
    if (this.#loading.has(page)) return;
    const controller = new AbortController();
    this.#loading.set(page, controller);
    this.#stale.delete(page);
    const token = this.#tokens[page];
    this.#options.load({ page, token }, controller.signal).then(
      (loaded) => {
        if (this.#loading.get(page) !== controller) return;
        this.#loading.delete(page);
        this.#take(page, loaded);
        if (this.#stale.has(page)) this.#load(page);
      },
      (error: unknown) => {
        if (this.#loading.get(page) !== controller) return;
        this.#loading.delete(page);
        this.#error = error;
        this.#tell();
      },
    );
  }

  #take(page: number, { rows, total, token }: LoadedPage): void {
    const { paging } = this.#options;
    this.#error = undefined;
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    this.#total = total ?? this.#total;
    if (paging === 'token') {
      if (token === undefined) {
        this.#tokens.length = page + 1;
        this.#ended = true;
      } else if (page + 1 >= this.#tokens.length) this.#tokens[page + 1] = token;
    }
    if (paging === 'whole') this.#ended = true;
    if (this.#ended || paging === 'whole') this.#total = this.#known();
    const last = paging === 'number' ? this.#lastPage() : this.#tokens.length - 1;
    for (const each of [...this.#pages.keys()]) if (each > last) this.#pages.delete(each);
    this.#shed();
    this.#tell();
    // A list that has become shorter or longer may show other pages.
    for (const wanted of this.#wanted()) if (!this.#pages.has(wanted)) this.#load(wanted);
  }

  /** The last page of a list by token is kept: its length is the list's. */
  #shed(): void {
    const wanted = new Set([
      ...this.#wanted(),
      this.#options.paging === 'token' ? this.#tokens.length - 1 : -1,
    ]);
    for (const page of [...this.#pages.keys()]) {
      if (this.#pages.size <= this.#keep) return;
      if (!wanted.has(page)) this.#pages.delete(page);
    }
  }

  #tell(): void {
    this.#version += 1;
    for (const watcher of this.#watchers) watcher();
  }
}
