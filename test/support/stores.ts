import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#platform/clock.ts';
import { openStore } from '#store/open.ts';
import type { Store } from '#store/store.ts';
import { dropDatabase, emptyDatabase, freshDatabase, giveBack, noPostgres } from './postgres.ts';

/** The engines that tests can run on here. */
export const ENGINES = [
  'memory',
  'sqlite',
  ...(noPostgres ? [] : (['postgres'] as const)),
] as const;

export type EngineName = (typeof ENGINES)[number];

/** An empty place for a store. */
export interface TestStore {
  readonly url: string;
  /** Takes it away. Close the stores first. */
  leave(): Promise<void>;
}

/** `fresh` where the schema may be there already, `new` where it may not. */
export async function placeOn(
  engine: EngineName,
  what: 'fresh' | 'new' = 'fresh',
): Promise<TestStore> {
  switch (engine) {
    case 'memory':
      return { url: 'memory', leave: async () => {} };
    case 'sqlite': {
      const folder = mkdtempSync(join(tmpdir(), 'tenon-store-'));
      return {
        url: `sqlite:${join(folder, 'tenon.db')}`,
        leave: async () => rmSync(folder, { recursive: true, force: true }),
      };
    }
    case 'postgres': {
      if (what === 'new') {
        const url = await emptyDatabase();
        return { url, leave: () => dropDatabase(url) };
      }
      const url = await freshDatabase();
      return { url, leave: () => giveBack(url) };
    }
  }
}

/** A store on an engine, and its end. */
export async function storeOn(
  engine: EngineName,
  clock: Clock,
): Promise<{ store: Store; end: () => Promise<void> }> {
  const place = await placeOn(engine);
  const store = openStore(place.url, clock);
  return {
    store,
    async end() {
      await store.close();
      await place.leave();
    },
  };
}
