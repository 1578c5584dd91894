import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { dropDatabase, freshDatabase, noPostgres } from '#test/support/postgres.ts';
import { madeSubnet } from '#test/support/scene.ts';
import { startServer } from '#test/support/server.ts';
import { query } from '../query.ts';
import { type Store, StoreBusy } from '../store.ts';
import { openPostgres } from './store.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function database(): Promise<string> {
  const url = await freshDatabase();
  ends.push(() => dropDatabase(url));
  return url;
}

function open(url: string, budgetMs?: number): Store {
  const store = openPostgres({ url, clock: systemClock, ...(budgetMs && { budgetMs }) });
  ends.push(() => store.close());
  return store;
}

/** Another session, which holds what `sql` locks; resolves to a function that lets go. */
async function holding(url: string, sql: string): Promise<() => Promise<void>> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  ends.push(() => client.end());
  await client.query('begin');
  await client.query(sql);
  return async () => {
    await client.query('rollback');
  };
}

/** Cancels the statements that wait for locks. Resolves to how many they were. */
async function cancelWaits(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rowCount } = await client.query(`select pg_cancel_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  await client.end();
  return rowCount ?? 0;
}

const seeds = query((db, _: object) => db.selectFrom('seed').select('id').orderBy('id'));
const seedsOf = (store: Store) =>
  store.read(async (tx) => (await tx.all(seeds, {})).map(({ id }) => id));
const add = (store: Store, id: string) => store.write((tx) => tx.insert('seed', { id }));
const drop = query((db, p: { id: string }) => db.deleteFrom('seed').where('id', '=', p.id));
const remove = (store: Store, id: string) => store.write((tx) => tx.run(drop, { id }));

describe.skipIf(noPostgres !== undefined)('a row that another session holds', () => {
  it('stops nobody but those who want it, however many they are', async () => {
    const url = await database();
    const store = open(url);
    for (const id of ['a', 'b', 'c']) await add(store, id);
    const letGo = await holding(url, `select * from seed where id in ('a', 'b') for update`);
    const removed: string[] = [];
    const waiting = ['a', 'b'].flatMap((id) =>
      Array.from({ length: 50 }, () => remove(store, id).then(() => removed.push(id))),
    );
    // More than there are connections: none of these can be behind one that waits.
    for (let n = 0; n < 30; n += 1) {
      await add(store, `other-${n}`);
      expect(await seedsOf(store)).toContain(`other-${n}`);
    }
    expect(removed).toEqual([]);
    await letGo();
    await Promise.all(waiting);
    expect(removed.length).toBe(100);
    expect(await seedsOf(store)).not.toContain('a');
  });

  it('is waited for until the budget is used up, and nothing is changed then', async () => {
    const url = await database();
    const store = open(url, 700);
    await add(store, 'a');
    const letGo = await holding(url, `select * from seed where id = 'a' for update`);
    const both = store.write(async (tx) => {
      await tx.insert('seed', { id: 'half' });
      await tx.run(drop, { id: 'a' });
    });
    await expect(both).rejects.toBeInstanceOf(StoreBusy);
    expect(await seedsOf(store)).toEqual(['a']);
    await letGo();
    // Whatever was abandoned has left nothing behind, and holds nothing.
    await remove(store, 'a');
    expect(await seedsOf(store)).toEqual([]);
  });

  it('is waited for again when the server cancels the wait', async () => {
    const url = await database();
    const store = open(url);
    await add(store, 'a');
    const letGo = await holding(url, `select * from seed where id = 'a' for update`);
    const removed = remove(store, 'a');
    for (let cancelled = 0; cancelled < 2; ) cancelled += await cancelWaits(url);
    await letGo();
    await removed;
    expect(await seedsOf(store)).toEqual([]);
  });

  it('is answered by 503 with Retry-After, while reads and other accounts go on', async () => {
    const url = await database();
    const server = await startServer({
      store: url,
      auth: 'lenient',
      onAnswered: () => {},
      onFault: () => {},
    });
    ends.push(() => server.close());
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const subnetId = await madeSubnet(server, VpcId);
    const letGo = await holding(url, `select * from subnet where id = '${subnetId}' for update`);
    const rename = `Action=ModifySubnetAttributes&SubnetId=${subnetId}&SubnetName=other`;
    const renamed = () => fetch(`${server.url}/?Version=2020-04-01&${rename}`);
    let answered = 0;
    const counted = () => renamed().finally(() => (answered += 1));
    const held = Array.from({ length: 20 }, counted);
    // Renaming locks the VPC, too: whoever waits for the subnet may not hold the VPC meanwhile.
    for (let n = 0; n < 40; n += 1) {
      await server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId: subnetId });
      await server.client.ok('vpc', 'CreateSecurityGroup', { VpcId });
    }
    expect(answered).toBe(0);
    for (const answer of await Promise.all(held)) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(await answer.json()).toMatchObject({
        ResponseMetadata: { Error: { Code: 'ServiceUnavailableTemp' } },
      });
    }
    await letGo();
    expect((await renamed()).status).toBe(200);
  });
});

describe.skipIf(noPostgres !== undefined)('changes of one row by many processes', () => {
  it('end in no refusal', async () => {
    const url = await database();
    const stores = [open(url, 60_000), open(url, 60_000), open(url, 60_000)];
    const [first] = stores as [Store];
    await first.write((tx) =>
      tx.insert('usage', { account_id: 'a', region: 'r', quota: 'q', used: 0 }),
    );
    const usage = query((db, _: object) => db.selectFrom('usage').select('used'));
    const count = query((db, p: { used: number }) => db.updateTable('usage').set({ used: p.used }));
    const more = (store: Store) =>
      store.write(async (tx) => {
        const used = (await tx.first(usage, {}))?.used ?? 0;
        await tx.run(count, { used: used + 1 });
      });
    await Promise.all(stores.flatMap((store) => Array.from({ length: 60 }, () => more(store))));
    expect(await first.read((tx) => tx.first(usage, {}))).toEqual({ used: 180 });
  });
});
