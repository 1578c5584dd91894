import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { Cable } from '#test/support/cable.ts';
import { noPgbouncer, type PgbouncerSettings, startPgbouncer } from '#test/support/pgbouncer.ts';
import {
  administerDatabase,
  dropDatabase,
  emptyDatabase,
  freshDatabase,
  noPostgres,
} from '#test/support/postgres.ts';
import type { StoreObserver } from '../observer.ts';
import { query } from '../query.ts';
import { type Reader, type Store, StoreUnavailable } from '../store.ts';
import { openPostgres } from './store.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** The URL of a fresh database behind a pooler, and of the same without it. */
async function behindPooler(settings: Partial<PgbouncerSettings> = {}, make = freshDatabase) {
  const direct = await make();
  ends.push(() => dropDatabase(direct));
  const { port, pathname } = new URL(direct);
  const pooler = await startPgbouncer({ port: Number(port), ...settings });
  ends.push(() => pooler.remove());
  return { url: pooler.url(pathname.slice(1)), direct };
}

function open(url: string, observer?: StoreObserver): Store {
  const store = openPostgres({
    url,
    clock: systemClock,
    connections: 5,
    ...(observer && { observer }),
  });
  ends.push(() => store.close());
  return store;
}

function watched() {
  const failures: string[] = [];
  const failed = (failure: string) => void failures.push(failure);
  return { failures, observer: { committed: () => {}, failed } };
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

const allSeeds = query((db, _: object) => db.selectFrom('seed').select('id').orderBy('id'));
const seedsOf = (store: Store) =>
  store.read(async (tx) => (await tx.all(allSeeds, {})).map(({ id }) => id));
const add = (store: Store, id: string) => store.write((tx) => tx.insert('seed', { id }));

/** What holds in a transaction on the server. */
const setTo = (tx: Reader, name: string) =>
  tx.select((db) =>
    db
      .selectFrom('seed')
      .select(sql<string>`current_setting(${sql.lit(name)})`.as('value'))
      .limit(1),
  );

/** Everything that is sent to servers while `work` goes on. */
async function sentDuring(work: () => Promise<unknown>): Promise<string[]> {
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const sent: string[] = [];
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [asked] = args as [string | { text: string }];
    sent.push(typeof asked === 'string' ? asked : asked.text);
    return send.apply(this, args);
  } as never);
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return sent;
}

describe.skipIf(noPostgres ?? noPgbouncer)('behind a transaction pooler', () => {
  it.each([
    { kind: 'as it comes', more: [] },
    {
      kind: 'that lets start-up parameters pass',
      more: ['ignore_startup_parameters = lock_timeout,idle_in_transaction_session_timeout'],
    },
  ])('$kind, every process gets its own answers', async ({ more }) => {
    const { url } = await behindPooler({ more });
    await expectOwnAnswers([open(url), open(url), open(url)]);
  });

  it('which nobody can tell from a server, every process gets its own answers', async () => {
    const { url, direct } = await behindPooler({ poolSize: 1 });
    const hidden = await asTheServer(url);
    const { failures, observer } = watched();
    const stores = [open(hidden, observer), open(hidden, observer), open(hidden, observer)];
    await expectOwnAnswers(stores);
    // Each has met a statement that it did not prepare, and relies on none from then on.
    const met = failures.length;
    for (const store of stores) {
      for (let n = 0; n < 40; n += 1)
        await store.read((tx) => tx.first(statement(n), { id: 's1' }));
    }
    expect(failures.length).toBe(met);
    expect(new Set(failures)).toEqual(new Set(['stale']));
    // The only session of the server goes, and all that was prepared on it.
    await administerDatabase(
      direct,
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    for (const store of stores) expect((await seedsOf(store)).length).toBe(SEEDS.length);
  });

  it('no process runs a statement that another prepared', async () => {
    // The pooler gives out the session that was given back last.
    const { url, direct } = await behindPooler({ poolSize: 2 });
    await administerDatabase(direct, `insert into seed (id) values ('a')`);
    const { failures, observer } = watched();
    const one = open(url);
    const two = open(url, observer);
    const held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const first = one.read(async (tx) => {
      const row = await tx.first(statement(1), { id: 'a' });
      held.resolve();
      await release.promise;
      return row;
    });
    await held.promise;
    // The other process has its own first statement ready on the other session.
    const ask = () => two.read((tx) => tx.first(statement(2), { id: 'a' }));
    expect(Number((await ask())?.n)).toBe(2);
    release.resolve();
    expect(Number((await first)?.n)).toBe(1);
    expect(Number((await ask())?.n)).toBe(2);
    // It has met the other's session without its statement, and relies on none from then on.
    expect(failures).toEqual(['stale']);
    for (let n = 0; n < 20; n += 1) await two.read((tx) => tx.first(statement(n), { id: 'a' }));
    await Promise.all(
      [3, 4, 5, 6].map((n) => two.read((tx) => tx.first(statement(n), { id: 'a' }))),
    );
    expect(failures).toEqual(['stale']);
  });

  it('nothing is sent that relies on a session', async () => {
    const { url } = await behindPooler();
    const sent = await sentDuring(async () => {
      const [one, two] = [open(url), open(url)];
      const heard: string[] = [];
      one.onIntents(() => heard.push('one'));
      two.onIntents(() => heard.push('two'));
      await add(one, 'a');
      await seedsOf(two);
      // Nobody can listen: who looks regularly finds what the others left.
      await expect.poll(() => new Set(heard).size).toBe(2);
      await expect.poll(() => heard.length).toBeGreaterThan(4);
    });
    expect(sent.length).toBeGreaterThan(10);
    const ofSession = /^(set|listen|unlisten|prepare|create temp)\b|pg_notify|pg_advisory_lock/i;
    expect(sent.filter((text) => ofSession.test(text))).toEqual([]);
  });

  it('time-outs hold in each transaction, and stay with none', async () => {
    const { url } = await behindPooler({ poolSize: 1 });
    const store = open(`${url}?lock_timeout=1234&statement_timeout=4321`);
    await add(store, 'a');
    for (const [name, value] of [
      ['lock_timeout', '1234ms'],
      ['statement_timeout', '4321ms'],
      ['idle_in_transaction_session_timeout', '15s'],
      ['enable_seqscan', 'off'],
      ['jit', 'off'],
    ] as const) {
      const read = await store.read((tx) => setTo(tx, name));
      const written = await store.write((tx) => setTo(tx, name));
      expect([name, read, written]).toEqual([name, [{ value }], [{ value }]]);
    }
    const neighbour = new pg.Client(url);
    await neighbour.connect();
    const { rows } = await neighbour.query(
      `select current_setting('lock_timeout') as lock, current_setting('enable_seqscan') as scan`,
    );
    await neighbour.end();
    expect(rows).toEqual([{ lock: '0', scan: 'on' }]);
  });

  it('the schema is made once by many that start at the same moment', async () => {
    const { url } = await behindPooler({}, emptyDatabase);
    const stores = Array.from({ length: 4 }, () => open(url));
    await Promise.all(stores.map((store, n) => add(store, `s${n}`)));
    expect((await seedsOf(open(url))).length).toBe(4);
  });

  it.each(['seen', 'hidden'])('that is %s, the schema may grow', async (kind) => {
    const { url, direct } = await behindPooler({ poolSize: 1 });
    const store = open(kind === 'hidden' ? await asTheServer(url) : url);
    const whole = query((db, _: object) => db.selectFrom('seed').selectAll());
    const look = () => store.read((tx) => tx.all(whole, {}));
    await add(store, 's');
    await Promise.all(Array.from({ length: 20 }, look));
    await administerDatabase(direct, `alter table seed add column note text not null default ''`);
    for (const rows of await Promise.all(Array.from({ length: 20 }, look))) {
      expect(rows.length).toBe(1);
    }
  });

  it('of whole sessions it works as well', async () => {
    const { url } = await behindPooler({ poolMode: 'session', poolSize: 20 });
    await expectOwnAnswers([open(url), open(url), open(url)]);
  });

  it('of single statements it says why it does not', async () => {
    const { url } = await behindPooler({ poolMode: 'statement' });
    const failed = await add(open(url), 'a').catch((error) => error);
    expect(failed).toBeInstanceOf(StoreUnavailable);
    expect(String(failed.cause.message)).toMatch(/transaction blocks not allowed/);
  });
});

const SEEDS = Array.from({ length: 40 }, (_, n) => `s${n}`);

/** Each process uses the statements in an order of its own, several at once. */
async function expectOwnAnswers(stores: readonly Store[]): Promise<void> {
  await stores[0]?.write(async (tx) => {
    for (const id of SEEDS) await tx.insert('seed', { id });
  });
  const wrong: string[] = [];
  const ask = async (store: Store, from: number) => {
    for (let k = 0; k < 100; k += 1) {
      const n = (from * 13 + k * (from * 2 + 3)) % STATEMENTS.length;
      const id = `s${(k * 7 + from) % SEEDS.length}`;
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
}

/**
 * A way to a pooler that tells each client the number of the server's process, so that the pooler
 * cannot be known by it: as one of that number would.
 */
async function asTheServer(url: string): Promise<string> {
  const probe = new pg.Client(url);
  await probe.connect();
  const { rows } = await probe.query('select pg_backend_pid() as pid');
  await probe.end();
  const cable = await Cable.to(url);
  ends.push(() => cable.remove());
  cable.toClient = (bytes) => {
    // BackendKeyData: K, its length of 12, the process, the key.
    const at = bytes.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
    if (at >= 0) bytes.writeInt32BE(rows[0].pid, at + 5);
    return bytes;
  };
  return cable.url;
}
