import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from '#platform/clock.ts';
import { scene } from '#test/support/scene.ts';
import { startServer } from '#test/support/server.ts';
import { StatementsBetweenTurns } from '#test/support/statements-between-turns.ts';
import { Pacer, STATEMENTS_BETWEEN_TURNS } from './pacer.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Store, Writer } from './store.ts';

/** Statements that run at the same moment for one request, on top of what is allowed. */
const TOGETHER = 128;
const turn = () => new Promise((next) => setImmediate(next));

describe('a pacer', () => {
  it('has the event loop take its turn after so many statements', async () => {
    const pacer = new Pacer(() => 0);
    for (let n = 1; n < STATEMENTS_BETWEEN_TURNS; n += 1) expect(pacer.pause()).toBeUndefined();
    const pause = pacer.pause();
    expect(pause).toBeInstanceOf(Promise);
    expect(pacer.pause()).toBe(pause);
    await pause;
    expect(pacer.pause()).toBeUndefined();
  });

  it('has it take its turn when few statements took long', async () => {
    let now = 0;
    const pacer = new Pacer(() => now);
    expect(pacer.pause()).toBeUndefined();
    now += 9;
    expect(pacer.pause()).toBeUndefined();
    now += 1;
    await pacer.pause();
    expect(pacer.pause()).toBeUndefined();
  });

  it('counts from the turn that the event loop takes by itself', async () => {
    const pacer = new Pacer(() => 0);
    for (let n = 0; n < 10 * STATEMENTS_BETWEEN_TURNS; n += 1) {
      expect(pacer.pause()).toBeUndefined();
      if (n % 100 === 0) await turn();
    }
  });
});

describe('the event loop has its turn', () => {
  let counted: StatementsBetweenTurns;
  let store: Store;
  beforeEach(() => {
    store = openSqlite({ path: ':memory:', clock: systemClock, timer: () => 0 });
    counted = new StatementsBetweenTurns();
  });
  afterEach(async () => {
    counted.stop();
    await store.close();
  });

  const seeds = (tx: Writer) => tx.select((db) => db.selectFrom('seed').select('id').limit(1));

  it('in the middle of a long write, which stays alone', async () => {
    let inside = false;
    const write = store.write(async (tx) => {
      inside = true;
      for (let n = 0; n < 5000; n += 1) await tx.insert('seed', { id: `${n}` });
      inside = false;
    });
    const beside: boolean[] = [];
    for (let n = 0; n < 5; n += 1) {
      await turn();
      void store.read(async () => beside.push(inside));
    }
    await write;
    expect(counted.most).toBeLessThanOrEqual(STATEMENTS_BETWEEN_TURNS + 5);
    await store.read(async () => {});
    expect(beside).toEqual([false, false, false, false, false]);
  });

  it('between many short writes, and between many short reads', async () => {
    await Promise.all(
      Array.from({ length: 3000 }, (_, n) =>
        store.write((tx) => tx.insert('seed', { id: `${n}` })),
      ),
    );
    expect(counted.total).toBeGreaterThan(2000);
    await Promise.all(Array.from({ length: 3000 }, () => store.read(seeds as never)));
    expect(counted.most).toBeLessThanOrEqual(2 * STATEMENTS_BETWEEN_TURNS);
  });

  it('while the rows of long tables are removed', async () => {
    await store.write(async (tx) => {
      for (let n = 0; n < 25_000; n += 1) await tx.insert('seed', { id: `${n}` });
    });
    await store.write((tx) => tx.empty());
    expect(await store.read(seeds as never)).toEqual([]);
    expect(counted.most).toBeLessThanOrEqual(2 * STATEMENTS_BETWEEN_TURNS);
  });

  it('after no more than so much work reads come between writes that wait', async () => {
    const ended: string[] = [];
    const long = (name: string) =>
      store
        .write(async (tx) => {
          for (let n = 0; n < 3000; n += 1) await tx.insert('seed', { id: `${name}${n}` });
        })
        .then(() => ended.push(name));
    const writes = [long('a'), long('b'), long('c')];
    await turn();
    const read = store.read(async () => {}).then(() => ended.push('read'));
    await Promise.all([...writes, read]);
    expect(ended).toEqual(['a', 'read', 'b', 'c']);
  });
});

it('fifty RunInstances of 100 and a hundred full lists at once leave the event loop its turns', async () => {
  const server = await startServer({ store: 'memory', clock: new ManualClock(Date.now()) });
  const { subnetId, groupId } = await scene(server.client, { cidr: '10.1.0.0/16' });
  const counted = new StatementsBetweenTurns();
  try {
    const run = {
      ZoneId: 'cn-beijing-a',
      ImageId: 'image-debian12x64tenon00',
      InstanceTypeId: 'ecs.g3i.large',
      InstanceName: 'many',
      Count: 100,
      NetworkInterfaces: [{ SubnetId: subnetId, SecurityGroupIds: [groupId] }],
    };
    await Promise.all(
      Array.from({ length: 50 }, () => server.client.ok('ecs', 'RunInstances', run)),
    );
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        n % 2 === 0
          ? server.client.ok('vpc', 'DescribeNetworkInterfaces', { MaxResults: 100 })
          : server.client.ok('ecs', 'DescribeInstances', { MaxResults: 100 }),
      ),
    );
    expect(counted.total).toBeGreaterThan(50_000);
    expect(counted.most).toBeLessThanOrEqual(2 * STATEMENTS_BETWEEN_TURNS + TOGETHER);
  } finally {
    counted.stop();
    await server.close();
  }
});
