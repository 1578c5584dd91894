import type { Clock, Timer } from '#platform/clock.ts';
import type { Migration } from './migrations/columns.ts';
import type { StoreObserver } from './observer.ts';
import { openPostgres } from './postgres/store.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Store } from './store.ts';
import type { StoreEvents } from './store-events.ts';
import { readStoreUrl } from './url.ts';

export interface OpenOptions {
  /** The machine's clock, by which failures are tried again. */
  readonly realClock?: Clock;
  /** Measures how long work takes. */
  readonly timer?: Timer;
  readonly events?: StoreEvents;
  readonly observer?: StoreObserver;
  /** The schema's history; that of this program unless told. */
  readonly schema?: readonly Migration[];
}

/**
 * Opens the store that `url` names: `memory`, `sqlite:PATH` or `postgres://...`. One that cannot be
 * reached says so with its first transaction. It is brought up to date by its `schema`.
 * @throws with one clear line when there is no such engine or the file cannot be used.
 */
export function openStore(url: string, clock: Clock, more: OpenOptions = {}): Store {
  const options = { clock, ...more };
  const { engine, target } = readStoreUrl(url);
  return engine === 'postgres'
    ? openPostgres({ url: target, ...options })
    : openSqlite({ path: target, ...options });
}
