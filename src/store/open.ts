import type { Clock, Timer } from '#platform/clock.ts';
import type { Migration } from './migrations/columns.ts';
import type { StoreObserver } from './observer.ts';
import { openPostgres } from './postgres/store.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Store } from './store.ts';
import type { StoreEvents } from './store-events.ts';
import { readStoreUrl } from './url.ts';

export interface OpenOptions {
  /** The machine's clock, which times the retries after failures. */
  readonly realClock?: Clock;
  /** Measures how long work takes. */
  readonly timer?: Timer;
  readonly events?: StoreEvents;
  readonly observer?: StoreObserver;
  /** The most connections to a database that are at work at once. */
  readonly connections?: number;
  /** The schema's history; by default that of this program. */
  readonly schema?: readonly Migration[];
}

/**
 * Opens the store that `url` names: `memory`, `sqlite:PATH` or `postgres://...`. A store that
 * cannot be reached says so in its first transaction. Its schema is brought up to date.
 * @throws An error of one clear line when there is no such engine or the file cannot be used.
 */
export function openStore(url: string, clock: Clock, more: OpenOptions = {}): Store {
  const options = { clock, ...more };
  const { engine, target } = readStoreUrl(url);
  return engine === 'postgres'
    ? openPostgres({ url: target, ...options })
    : openSqlite({ path: target, ...options });
}
