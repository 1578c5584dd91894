import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import {
  noPgbouncer,
  type PgbouncerSettings,
  startPgbouncer,
} from '../../test/support/pgbouncer.ts';
import { dropDatabase, freshDatabase, noPostgres } from '../../test/support/postgres.ts';
import { systemClock } from '../clock.ts';
import { openPostgres } from './postgres.ts';
import { query } from './query.ts';
import type { Store } from './store.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** The URL of a fresh database behind a pooler, and of the same without it. */
async function behindPooler(settings: Partial<PgbouncerSettings> = {}) {
  const direct = await freshDatabase();
  ends.push(() => dropDatabase(direct));
  const { port, pathname } = new URL(direct);
  const pooler = await startPgbouncer({ port: Number(port), ...settings });
  ends.push(() => pooler.remove());
  return { url: pooler.url(pathname.slice(1)), direct };
}

function open(url: string): Store {
  const store = openPostgres({ url, clock: systemClock, connections: 5 });
  ends.push(() => store.close());
  return store;
}

/** So many statements, none like another, each of which says which one it is. */
const STATEMENTS = Array.from({ length: 40 }, (_, n) =>
  query((db, p: { id: string }) =>
    db
      .selectFrom('seed')
      .select(['id', sql.lit(n).as('n')])
      .where('id', '=', p.id),
  ),
);
const statement = (n: number) => STATEMENTS[n % STATEMENTS.length] as (typeof STATEMENTS)[0];

describe.skipIf(noPostgres ?? noPgbouncer)('behind a transaction pooler', () => {
  it.each([
    { kind: 'as it comes', more: [] },
    {
      kind: 'that lets start-up parameters pass',
      more: ['ignore_startup_parameters = lock_timeout,idle_in_transaction_session_timeout'],
    },
  ])('$kind, every process gets its own answers', async ({ more }) => {
    const { url } = await behindPooler({ more });
    const stores = [open(url), open(url), open(url)];
    const ids = Array.from({ length: 40 }, (_, n) => `s${n}`);
    await stores[0]?.write(async (tx) => {
      for (const id of ids) await tx.insert('seed', { id });
    });
    const wrong: string[] = [];
    // Each process uses the statements in an order of its own.
    const ask = async (store: Store, from: number) => {
      for (let k = 0; k < 200; k += 1) {
        const n = (from * 13 + k * (from * 2 + 3)) % STATEMENTS.length;
        const id = `s${(k * 7 + from) % ids.length}`;
        const asked = `row ${id} by statement ${n}`;
        const got = await store
          .read((tx) => tx.first(statement(n), { id }))
          .then(
            (row) => `row ${row?.id} by statement ${Number(row?.n)}`,
            (error) => String(error),
          );
        if (got !== asked) wrong.push(`${asked}: ${got}`);
      }
    };
    await Promise.all(stores.flatMap((store, n) => [ask(store, n), ask(store, n + 3)]));
    expect(wrong).toEqual([]);
  });
});
