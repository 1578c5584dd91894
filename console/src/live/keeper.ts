import { type CallOptions, call, type Scope } from '../api/call.ts';
import type { Events, TenonEvent } from '../api/events.ts';
import { idOf, isKind, KIND_NAMES, KINDS, type Kind, type Views } from './kinds.ts';
import { Queue } from './queue.ts';
import { Resources, type Topic } from './resources.ts';
import { TouchedRequests } from './touched.ts';

export interface KeeperState {
  /** `failed` when the first load did not succeed; the error says why. */
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly loaded: number;
  /** How many there are, as far as that is known. */
  readonly total: number;
  readonly error?: unknown;
}

/** A browser opens six connections to a server: one has the events, one is for what the user does. */
const AT_ONCE = 4;
const PAGE_SIZE = 100;
/** Events that come together are answered by one read. */
const GATHER_MS = 10;
/** The versions of the services' actions. */
const VERSION = '2020-04-01';

interface Page {
  readonly TotalCount?: number;
  readonly [list: string]: unknown;
}

/**
 * Loads the resources of an account in a region, and keeps them as they are: what events name is
 * read again.
 */
export class Keeper {
  readonly resources = new Resources();
  readonly #scope: Scope;
  readonly #events: Events;
  readonly #queue = new Queue(AT_ONCE);
  readonly #touched: TouchedRequests;
  readonly #watchers = new Set<() => void>();
  #state: KeeperState = { phase: 'loading', loaded: 0, total: 0 };
  #stop = new AbortController();
  #unlisten: () => void = () => {};

  /** What is to be read again. */
  readonly #wanted = new Map<Kind, Set<string>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The latest read of each resource: an answer that was overtaken is not taken. */
  readonly #reads = new Map<string, number>();
  #read = 0;
  /** Resources that are gone: an answer from before must not bring them back. */
  readonly #gone = new Set<string>();

  constructor(scope: Scope, events: Events) {
    this.#scope = scope;
    this.#events = events;
    this.#touched = new TouchedRequests((id) => this.#wantById(id));
  }

  get state(): KeeperState {
    return this.#state;
  }

  watchState = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  watch(topic: Topic, watcher: () => void): () => void {
    return this.resources.watch(topic, watcher);
  }

  start(): void {
    this.#stop = new AbortController();
    this.#unlisten = this.#events.listen((event) => this.#hear(event));
    void this.#load();
  }

  stop(): void {
    this.#unlisten();
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted.clear();
  }

  /** Reads everything anew. */
  reload(): void {
    this.stop();
    this.start();
  }

  /** Reads some resources again, soon. */
  want(kind: Kind, ...ids: readonly string[]): void {
    const wanted = this.#wanted.get(kind) ?? new Set();
    this.#wanted.set(kind, wanted);
    for (const id of ids) wanted.add(id);
    this.#timer ??= setTimeout(() => this.#readWanted(), GATHER_MS);
  }

  async #load(): Promise<void> {
    const { signal } = this.#stop;
    this.#gone.clear();
    this.#reads.clear();
    this.#become({
      phase: this.#state.phase === 'ready' ? 'ready' : 'loading',
      loaded: 0,
      total: 0,
    });
    const seen = new Set<string>();
    try {
      await Promise.all(KIND_NAMES.map((kind) => this.#loadKind(kind, seen, signal)));
      this.resources.retain(
        (kind, id) => seen.has(`${kind}/${id}`) || this.#reads.has(`${kind}/${id}`),
      );
      const { loaded, total } = this.#state;
      this.#become({ phase: 'ready', loaded, total });
    } catch (error) {
      if (signal.aborted) return;
      if (this.#state.phase !== 'ready')
        this.#become({ phase: 'failed', loaded: 0, total: 0, error });
      this.stop();
    }
  }

  async #loadKind(kind: Kind, seen: Set<string>, signal: AbortSignal): Promise<void> {
    const take = async (PageNumber: number): Promise<Page> => {
      const answer = await this.#ask(kind, { PageNumber, PageSize: PAGE_SIZE }, { signal });
      const views = this.#viewsOf(kind, answer);
      for (const view of views) {
        const id = idOf(kind, view);
        seen.add(`${kind}/${id}`);
        // What an event has had read since is newer than this page may be.
        if (!this.#gone.has(id) && !this.#reads.has(`${kind}/${id}`))
          this.resources.put(kind, view);
      }
      this.#become({ ...this.#state, loaded: this.#state.loaded + views.length });
      return answer;
    };
    const first = await take(1);
    const count = this.#viewsOf(kind, first).length;
    this.#become({ ...this.#state, total: this.#state.total + (first.TotalCount ?? count) });
    if (first.TotalCount !== undefined) {
      const pages = Math.ceil(first.TotalCount / PAGE_SIZE);
      await Promise.all(Array.from({ length: Math.max(0, pages - 1) }, (_, at) => take(at + 2)));
      return;
    }
    // A list that does not say how long it is.
    for (let page = 1, last = count; last === PAGE_SIZE; ) {
      page += 1;
      last = this.#viewsOf(kind, await take(page)).length;
    }
  }

  #hear(event: TenonEvent): void {
    switch (event.event) {
      case 'missed':
        this.reload();
        return;
      case 'reset':
        if (event.account === null || event.account === this.#scope.accountId) this.reload();
        return;
      case 'answered':
        if (event.account === this.#scope.accountId) this.#touched.hear(event);
        return;
      case 'made':
      case 'changed':
      case 'gone': {
        const { type, id, account, region, to } = event;
        if (!isKind(type) || account !== this.#scope.accountId || region !== this.#scope.region) {
          return;
        }
        if (event.event === 'gone') this.#forget(type, id);
        else this.#expect(type, id, to);
        return;
      }
      default:
    }
  }

  #forget(kind: Kind, id: string): void {
    this.#gone.add(id);
    this.#reads.delete(`${kind}/${id}`);
    this.#wanted.get(kind)?.delete(id);
    this.#wantAround(kind, id);
    this.resources.remove(kind, id);
  }

  /** Shows the new status at once, and reads the rest. */
  #expect(kind: Kind, id: string, status: string | null): void {
    const view = this.resources.get(kind, id);
    if (view !== undefined && 'Status' in view && status !== null) {
      this.resources.put(kind, { ...view, Status: status } as Views[typeof kind]);
    }
    this.want(kind, id);
    this.#wantAround(kind, id);
  }

  /** Resources whose answers show something of this one. */
  #wantAround(kind: Kind, id: string): void {
    if (kind !== 'subnet' && kind !== 'route_table') return;
    const vpcId = this.resources.get(kind, id)?.VpcId;
    if (vpcId === undefined) return;
    this.want('route_table', ...this.resources.routeTablesOfVpc.of(vpcId));
    if (kind === 'route_table') this.want('subnet', ...this.resources.subnetsOfVpc.of(vpcId));
  }

  /** A change that no event is told of, such as another name. */
  #wantById(id: string): void {
    for (const kind of KIND_NAMES) {
      if (this.resources.get(kind, id) === undefined) continue;
      this.want(kind, id);
      this.#wantAround(kind, id);
    }
  }

  #readWanted(): void {
    this.#timer = undefined;
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    for (const [kind, ids] of wanted) {
      const all = [...ids].filter((id) => !this.#gone.has(id));
      const { atOnce } = KINDS[kind];
      for (let from = 0; from < all.length; from += atOnce) {
        void this.#readAgain(kind, all.slice(from, from + atOnce));
      }
    }
  }

  async #readAgain(kind: Kind, ids: readonly string[]): Promise<void> {
    this.#read += 1;
    const read = this.#read;
    for (const id of ids) this.#reads.set(`${kind}/${id}`, read);
    const { by, atOnce } = KINDS[kind];
    const asked = atOnce === 1 ? { [by]: ids[0] } : { [by]: ids };
    const { signal } = this.#stop;
    try {
      const answer = await this.#ask(kind, { ...asked, PageSize: PAGE_SIZE }, { signal });
      for (const view of this.#viewsOf(kind, answer)) {
        const id = idOf(kind, view);
        if (this.#gone.has(id) || this.#reads.get(`${kind}/${id}`) !== read) continue;
        this.resources.put(kind, view);
      }
    } catch {
      // Without an answer the connection is lost, events with it; when they are back, all is read.
      if (!signal.aborted) setTimeout(() => this.want(kind, ...ids), 1000);
    }
  }

  #ask(kind: Kind, parameters: object, options: CallOptions): Promise<Page> {
    const { service, action } = KINDS[kind];
    return this.#queue.run(() => {
      options.signal?.throwIfAborted();
      return call<Page>(
        this.#scope,
        { service, action, version: VERSION },
        { ...parameters },
        { ...options, unrecorded: true },
      );
    });
  }

  #viewsOf<K extends Kind>(kind: K, answer: Page): readonly Views[K][] {
    return (answer[KINDS[kind].list] ?? []) as readonly Views[K][];
  }

  #become(state: KeeperState): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}
