import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { query } from './query.ts';
import type { NewRow, ResourceChange, Store } from './store.ts';

const clock = new ManualClock(Date.UTC(2026, 0));

const vpc = (id: string, status = 'Available'): NewRow<'vpc'> => ({
  id,
  account_id: '2100000001',
  region: 'cn-beijing',
  project_name: 'default',
  name: id,
  description: '',
  status,
  cidr_block: '10.0.0.0/8',
  ipv6_cidr_block: '',
  ipv6_isp: '',
  route_table_id: '',
  dns_servers: '[]',
  is_default: 0,
  ipv4_private: 0,
});

const statusOfAll = query((db, p: { from: string; to: string }) =>
  db
    .updateTable('vpc')
    .set((set) => ({ status: p.to, revision: set('revision', '+', 1) }))
    .where('status', '=', p.from),
);
const removeAll = query((db, p: { status: string }) =>
  db.deleteFrom('vpc').where('status', '=', p.status),
);

describe.each(ENGINES)('the observer of changes, on %s', (engine) => {
  let store: Store;
  let end: () => Promise<void>;
  let told: (readonly ResourceChange[])[];
  beforeEach(async () => {
    ({ store, end } = await storeOn(engine, clock));
    told = [];
    await store.write((tx) => tx.insert('vpc', vpc('vpc-0')));
    store.observeWith((changes) => told.push(changes));
  });
  afterEach(() => end());

  const short = () =>
    told.map((changes) =>
      changes.map(({ id, from = '-', to = '-', revision }) => `${id} ${from} ${to} ${revision}`),
    );

  it('is told what was made, what changed its status and what went', async () => {
    await store.write((tx) => tx.insert('vpc', vpc('vpc-1', 'Creating')));
    await store.write((tx) => tx.advance('vpc', 'vpc-1', { from: 'Creating', to: 'Available' }));
    await store.write((tx) => tx.update('vpc', 'vpc-1', { status: 'Deleting' }));
    await store.write((tx) => tx.remove('vpc', 'vpc-1'));
    expect(short()).toEqual([
      ['vpc-1 - Creating 1'],
      ['vpc-1 Creating Available 2'],
      ['vpc-1 Available Deleting 3'],
      ['vpc-1 Deleting - 3'],
    ]);
    expect(told[0]?.[0]).toEqual({
      table: 'vpc',
      id: 'vpc-1',
      account_id: '2100000001',
      region: 'cn-beijing',
      from: undefined,
      to: 'Creating',
      revision: 1,
    });
  });

  it('is told what a statement about many has changed', async () => {
    await store.write((tx) => tx.insert('vpc', vpc('vpc-1', 'Creating')));
    await store.write((tx) => tx.run(statusOfAll, { from: 'Creating', to: 'Available' }));
    await store.write((tx) => tx.run(statusOfAll, { from: 'Creating', to: 'Available' }));
    await store.write((tx) => tx.run(removeAll, { status: 'Available' }));
    expect(short()[1]).toEqual(['vpc-1 Creating Available 2']);
    expect(short()[2]?.toSorted()).toEqual(['vpc-0 Available - 1', 'vpc-1 Available - 2']);
    expect(short()).toHaveLength(3);
  });

  it('is told of no status in between, and of nothing that stays as it was', async () => {
    await store.write(async (tx) => {
      await tx.update('vpc', 'vpc-0', { status: 'Updating' });
      await tx.update('vpc', 'vpc-0', { status: 'Available' });
      await tx.insert('vpc', vpc('vpc-1'));
      await tx.remove('vpc', 'vpc-1');
    });
    await store.write((tx) => tx.update('vpc', 'vpc-0', { name: 'new' }));
    await store.write((tx) => tx.advance('vpc', 'vpc-0', { from: 'Pending', to: 'Available' }));
    expect(told).toEqual([]);
  });

  it('is told of nothing that was rolled back', async () => {
    const thrown = store.write(async (tx) => {
      await tx.insert('vpc', vpc('vpc-1'));
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    await store.write(async (tx) => {
      const part = tx.attempt(async () => {
        await tx.update('vpc', 'vpc-0', { status: 'Deleting' });
        await tx.insert('vpc', vpc('vpc-2'));
        throw new Error('neither');
      });
      await expect(part).rejects.toThrow('neither');
      await tx.insert('vpc', vpc('vpc-3'));
    });
    expect(short()).toEqual([['vpc-3 - Available 1']]);
  });

  it('is told before the write resolves, in the order of the commits', async () => {
    const order: string[] = [];
    store.observeWith((changes) => order.push(...changes.map(({ to = '-' }) => to)));
    await store.write((tx) => tx.update('vpc', 'vpc-0', { status: 'S0' }));
    expect(order).toEqual(['S0']);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        store.write(async (tx) => {
          await tx.update('vpc', 'vpc-0', { status: `S${n + 1}` });
        }),
      ),
    );
    const last = await store.read((tx) =>
      tx.select((db) => db.selectFrom('vpc').select('status').where('id', '=', 'vpc-0')),
    );
    expect(order).toHaveLength(21);
    expect(order.at(-1)).toBe(last[0]?.status);
  });

  it('is told nothing of what is emptied, and all that is made after', async () => {
    await store.write(async (tx) => {
      await tx.update('vpc', 'vpc-0', { status: 'Deleting' });
      await tx.empty();
      await tx.insert('vpc', vpc('vpc-9'));
    });
    expect(short()).toEqual([['vpc-9 - Available 1']]);
  });

  it('is told no more once it is taken away', async () => {
    store.observeWith(undefined);
    await store.write((tx) => tx.insert('vpc', vpc('vpc-1')));
    expect(told).toEqual([]);
  });
});
