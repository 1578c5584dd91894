import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, systemClock, systemTimer, type Timer } from '#platform/clock.ts';
import type { Migration } from '../migrations/columns.ts';
import { migrations } from '../migrations.ts';
import type { StoreObserver } from '../observer.ts';
import type { Store } from '../store.ts';
import type { StoreEvents } from '../store-events.ts';
import { openingFailed } from './failures.ts';
import { prepareFile } from './file.ts';
import { migrate } from './schema.ts';
import { SqliteStore } from './store.ts';

/** A path of a database file, or ':memory:' for one that ends with the process. */
export interface SqliteOptions {
  readonly path: string;
  /** The clock of the world: the times of rows are by it. */
  readonly clock: Clock;
  /** The machine's clock, by which failures are tried again. */
  readonly realClock?: Clock;
  /** Measures how long work takes. */
  readonly timer?: Timer;
  /** How many waiting writes share one commit at the most. */
  readonly batch?: number;
  readonly observer?: StoreObserver;
  readonly events?: StoreEvents;
  /** The schema's history; that of this program unless told. */
  readonly schema?: readonly Migration[];
}

export const MEMORY = ':memory:';

/**
 * The embedded engine. One connection, used by one transaction at a time; writes that wait
 * together run one after the other, each in its savepoint, and share one commit and one sync.
 *
 * @throws with one clear line when the file cannot be used, is another process's, no store, or one that
 * is too new.
 */
export function openSqlite(options: SqliteOptions): Store {
  const { path, schema = migrations, events = {} } = options;
  const real = path === MEMORY ? MEMORY : prepareFile(path, (line) => events.warned?.(line));
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(real);
    for (const setting of SETTINGS) database.exec(`pragma ${setting}`);
    migrate(database, schema);
    return new SqliteStore(database, {
      // The folder that the process works in may change.
      place: path === MEMORY ? path : resolve(path),
      ...(path !== MEMORY && { file: real }),
      clock: options.clock,
      realClock: options.realClock ?? systemClock,
      timer: options.timer ?? systemTimer,
      batch: options.batch,
      observer: options.observer,
      events,
    });
  } catch (error) {
    database?.close();
    throw openingFailed(path, error);
  }
}

const SETTINGS = [
  'locking_mode = exclusive',
  'journal_mode = wal',
  // Commits are synced by the journal, beside the process.
  'synchronous = normal',
  'wal_autocheckpoint = 8000',
  'cache_size = -65536',
  'temp_store = memory',
  // As in PostgreSQL.
  'case_sensitive_like = on',
];
