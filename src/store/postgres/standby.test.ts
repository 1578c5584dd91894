import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { Cable } from '#test/support/cable.ts';
import { noPgbouncer, startPgbouncer } from '#test/support/pgbouncer.ts';
import { administerDatabase, noPostgres } from '#test/support/postgres.ts';
import { findPostgres, type PostgresServer, startPostgres } from '#test/support/postgres-server.ts';
import { startServer } from '#test/support/server.ts';
import { query } from '../query.ts';
import { type Store, StoreUnavailable } from '../store.ts';
import { openPostgres } from './store.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function open(url: string): Store {
  const store = openPostgres({ url, clock: systemClock });
  ends.push(() => store.close());
  return store;
}

const allSeeds = query((db, _: object) => db.selectFrom('seed').select('id').orderBy('id'));
const seedsOf = (store: Store) =>
  store.read(async (tx) => (await tx.all(allSeeds, {})).map(({ id }) => id));
const add = (store: Store, id: string) => store.write((tx) => tx.insert('seed', { id }));

/** Why the store takes no work; '' when it does. */
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => '',
    (error) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      return String((error.cause as Error).message);
    },
  );

describe.skipIf(noPostgres !== undefined)('a standby where the primary should be', () => {
  let primary: PostgresServer;
  let standby: PostgresServer;
  /** Leads to the primary, as what finds it for clients would. */
  let cable: Cable;
  beforeEach(async () => {
    const bin = findPostgres() ?? '';
    primary = await startPostgres({ bin });
    ends.push(() => primary.remove());
    standby = await startPostgres({ bin, standbyOf: primary });
    ends.push(() => standby.remove());
    cable = await Cable.to(primary.url('postgres'));
    ends.push(() => cable.remove());
  });

  const promote = () => administerDatabase(standby.url('postgres'), 'select pg_promote()');
  /** Resolves when the standby shows what the primary has acknowledged. */
  const caughtUp = (id: string) =>
    expect
      .poll(async () => {
        const found = administerDatabase(
          standby.url('postgres'),
          `do $$ begin perform 1 from seed where id = '${id}'; assert found; end $$`,
        );
        return found.then(
          () => true,
          () => false,
        );
      })
      .toBe(true);

  it('takes no work from the start, and all of it once it is promoted', async () => {
    await add(open(primary.url('postgres')), 'a');
    await caughtUp('a');
    const store = open(standby.url('postgres'));
    expect(await refusalOf(seedsOf(store))).toMatch(/is a standby/);
    expect(await refusalOf(add(store, 'b'))).toMatch(/is a standby/);
    await primary.stop('at once');
    await promote();
    await add(store, 'b');
    expect(await seedsOf(store)).toEqual(['a', 'b']);
  });

  it('is not read from while the way leads to it, and left when it leads back', async () => {
    const store = open(cable.url);
    await add(store, 'a');
    await caughtUp('a');
    cable.port = standby.port;
    cable.cut();
    expect(await refusalOf(seedsOf(store))).toMatch(/is a standby/);
    expect(await refusalOf(add(store, 'b'))).toMatch(/is a standby/);
    cable.port = primary.port;
    await add(store, 'b');
    expect(await seedsOf(store)).toEqual(['a', 'b']);
  });

  it.skipIf(noPgbouncer)(
    'is noticed behind a pooler, whose clients lose no connection',
    async () => {
      const pooler = await startPgbouncer({ port: Number(new URL(cable.url).port), poolSize: 2 });
      ends.push(() => pooler.remove());
      const store = open(pooler.url('postgres'));
      await add(store, 'a');
      await caughtUp('a');
      cable.port = standby.port;
      cable.cut();
      // Meanwhile the pooler may say first that it lost the server.
      await expect.poll(() => refusalOf(seedsOf(store))).toMatch(/is a standby/);
      expect(await refusalOf(add(store, 'b'))).toMatch(/is a standby/);
      await primary.stop('at once');
      await promote();
      await expect.poll(() => refusalOf(add(store, 'b'))).toBe('');
      expect(await seedsOf(store)).toEqual(['a', 'b']);
    },
  );

  it('is answered by 503, and not ready, until it is promoted', async () => {
    const server = await startServer({ store: cable.url, onAnswered: () => {}, onFault: () => {} });
    ends.push(() => server.close());
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const ready = async () => (await fetch(`${server.url}/_tenon/health/ready`)).json();
    expect(await ready()).toEqual({ ready: true, reason: '' });
    await primary.stop();
    cable.port = standby.port;
    cable.cut();
    for (const [action, input] of [
      ['DescribeVpcs', {}],
      ['CreateVpc', { CidrBlock: '10.1.0.0/16' }],
    ] as const) {
      const answer = await server.client.vpc(action, input);
      expect(answer).toMatchObject({ status: 503, code: 'ServiceUnavailableTemp' });
    }
    expect(await ready()).toEqual({
      ready: false,
      reason: expect.stringContaining('is a standby'),
    });
    await promote();
    await expect.poll(ready).toEqual({ ready: true, reason: '' });
    const { Vpcs } = await server.client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId] });
    expect(Vpcs.length).toBe(1);
  });
});

describe.skipIf(noPostgres !== undefined)('a server that is told to take no changes', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ bin: findPostgres() ?? '' });
  });
  afterAll(() => server.remove());

  const readOnly = async (value: 'on' | 'off') => {
    // Who is told this way may still tell the server.
    const session = 'options=-c%20default_transaction_read_only%3Doff';
    const url = `${server.url('postgres')}?${session}`;
    await administerDatabase(url, `alter system set default_transaction_read_only = ${value}`);
    await administerDatabase(url, 'select pg_reload_conf()');
  };

  it('takes no work, from connections that were there before either', async () => {
    const store = open(server.url('postgres'));
    await add(store, 'a');
    await Promise.all(Array.from({ length: 8 }, () => seedsOf(store)));
    await readOnly('on');
    // Each session of the server hears of it when it has time.
    await expect.poll(() => refusalOf(add(store, 'b'))).not.toBe('');
    // What one connection has met is so of the others.
    for (const why of await Promise.all(
      Array.from({ length: 8 }, () => refusalOf(seedsOf(store))),
    )) {
      expect(why).toMatch(/takes no changes/);
    }
    expect(await refusalOf(add(store, 'b'))).toMatch(/takes no changes/);
    await readOnly('off');
    await expect.poll(() => refusalOf(add(store, 'c'))).toBe('');
  });

  it('is found by looking, where nobody writes', async () => {
    const store = open(server.url('postgres'));
    store.onIntents(() => {});
    await seedsOf(store);
    await readOnly('on');
    await expect.poll(() => refusalOf(seedsOf(store))).toMatch(/takes no changes/);
    await readOnly('off');
    await expect.poll(() => refusalOf(seedsOf(store))).toBe('');
  });
});
