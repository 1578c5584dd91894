import { type Clock, systemClock } from '#platform/clock.ts';
import { DEFAULT_CONNECTIONS } from '../connections.ts';
import type { Migration } from '../migrations/columns.ts';
import { migrations } from '../migrations.ts';
import type { StoreObserver } from '../observer.ts';
import type {
  ChangeObserver,
  Grouped,
  Isolation,
  NoticeTouches,
  Reader,
  SettleAtOnce,
  Store,
  StoreUnavailable,
  Writer,
} from '../store.ts';
import { Attempts, type Hooks } from './attempts.ts';
import { BlockedRows } from './blocked-rows.ts';
import { Database } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { IntentNotifier } from './intent-notifier.ts';
import { Retrying } from './retrying.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly clock: Clock;
  /** The most transactions that run at once; 3 or more. */
  readonly connections?: number;
  /** How long a transaction may wait for others, in milliseconds. */
  readonly budgetMs?: number;
  readonly observer?: StoreObserver;
  /** The schema's history; by default that of this program. */
  readonly schema?: readonly Migration[];
}

/** How long the store waits, when it is closed, for a server that does not answer. */
const CLOSE_MS = 2_000;

/**
 * The engine for several processes on one database. It connects, and brings the schema up to date,
 * in the first transaction.
 */
export function openPostgres(options: PostgresOptions): Store {
  return new PostgresStore(options);
}

class PostgresStore implements Store {
  readonly exclusive = false;
  readonly #clock: Clock;
  readonly #database: Database;
  readonly #retrying: Retrying;
  readonly #groups: Readonly<Record<Grouped, GroupCommit>>;
  readonly #hooks: Hooks = { settle: undefined, notice: undefined, observer: undefined };
  #notifier: IntentNotifier | undefined;
  #listeners: ((dueAt: number) => void)[] = [];
  #running = new Set<Promise<unknown>>();
  #closed = false;
  /** Why this process can no longer use the store. */
  #leftBehind: StoreUnavailable | undefined;

  constructor(options: PostgresOptions) {
    const { clock, connections = DEFAULT_CONNECTIONS, budgetMs, observer } = options;
    this.#clock = clock;
    this.#database = new Database({ ...options, schema: options.schema ?? migrations });
    const blocked = new BlockedRows();
    const attempts = new Attempts({
      open: () => this.#database.open(),
      blocked,
      hooks: this.#hooks,
      now: () => clock.now(),
      onDue: (dueAt) => {
        this.#tell(dueAt);
        this.#notifier?.tell(dueAt);
      },
    });
    this.#retrying = new Retrying({ attempts, blocked, connections, budgetMs, observer });
    const groups = (atOnce: number) => new GroupCommit(this.#retrying, this.#hooks, atOnce);
    this.#groups = { grouped: groups(1), 'grouped-by-row': groups(2) };
  }

  get waiting(): number {
    const groups = Object.values(this.#groups);
    return groups.reduce((sum, { waiting }) => sum + waiting, this.#retrying.waiting);
  }

  read<T>(work: (tx: Reader) => Promise<T>): Promise<T> {
    return this.#run(() => this.#retrying.run('snapshot', work));
  }

  write<T>(work: (tx: Writer) => Promise<T>, isolation: Isolation = 'serial'): Promise<T> {
    return this.#run(() =>
      isolation === 'grouped' || isolation === 'grouped-by-row'
        ? this.#groups[isolation].run(work)
        : this.#retrying.run(isolation, work),
    );
  }

  onIntents(listener: (dueAt: number) => void): void {
    this.#listeners.push(listener);
    if (this.#notifier !== undefined) return;
    const connect = async () => (await this.#database.open()).connect();
    this.#notifier = new IntentNotifier(connect, (dueAt) => {
      if (dueAt === undefined) void this.#lookAtServer();
      this.#tell(dueAt ?? this.#clock.now());
    });
    this.#notifier.start();
  }

  settleWith(settle: SettleAtOnce): void {
    this.#hooks.settle = settle;
  }

  noticeWith(notice: NoticeTouches | undefined): void {
    this.#hooks.notice = notice;
  }

  observeWith(observer: ChangeObserver | undefined): void {
    this.#hooks.observer = observer;
  }

  engineTime(): Promise<number> {
    return this.#database.now();
  }

  hurry(): void {
    this.#retrying.hurry();
  }

  async close(): Promise<void> {
    const late = new Promise((over) => systemClock.wakeAfter(CLOSE_MS, () => over('late')));
    while (this.#running.size > 0) {
      if ((await Promise.race([Promise.allSettled(this.#running), late])) === 'late') break;
    }
    this.#closed = true;
    await this.#notifier?.close();
    await this.#database.end(late);
  }

  #tell(dueAt: number): void {
    for (const listener of this.#listeners) listener(dueAt);
  }

  async #lookAtServer(): Promise<void> {
    try {
      this.#leftBehind = (await this.#database.look()) ?? this.#leftBehind;
    } catch {
      // The next poll asks again.
    }
  }

  #run<T>(begin: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    if (this.#leftBehind !== undefined) return Promise.reject(this.#leftBehind);
    const run = begin();
    this.#running.add(run);
    const ended = () => this.#running.delete(run);
    run.then(ended, ended);
    return run;
  }
}
