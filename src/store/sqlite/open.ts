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
  /** The clock of the world, which gives the times of rows. */
  readonly clock: Clock;
  /** The machine's clock, which times the retries after failures. */
  readonly realClock?: Clock;
  /** Measures how long work takes. */
  readonly timer?: Timer;
  /** The most waiting writes that share one commit. */
  readonly batch?: number;
  readonly observer?: StoreObserver;
  readonly events?: StoreEvents;
  /** The schema's history; by default that of this program. */
  readonly schema?: readonly Migration[];
}

export const MEMORY = ':memory:';

/**
 * The embedded engine. One connection, used by one transaction at a time; writes that wait together
 * run one after the other, each in its savepoint, and share one commit and one sync.
 *
 * @throws An error of one clear line when the file cannot be used, belongs to another process, or
 * is no store or one that is too new.
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
      // The working directory of the process may change.
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
  // The journal syncs commits, off the event loop.
  'synchronous = normal',
  'wal_autocheckpoint = 8000',
  'cache_size = -65536',
  'temp_store = memory',
  // PostgreSQL enforces them too.
  'case_sensitive_like = on',
];
