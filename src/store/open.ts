import type { Clock } from '../clock.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that `url` names: `memory` or `sqlite:PATH`.
 * @throws with one clear line when there is no such engine or the file cannot be used.
 */
export function openStore(url: string, clock: Clock): Store {
  if (url === 'memory') return openSqlite({ path: ':memory:', clock });
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) {
    return openSqlite({ path: url.slice('sqlite:'.length), clock });
  }
  throw new Error(`no store is called [${url}]: it is memory or sqlite:PATH`);
}
