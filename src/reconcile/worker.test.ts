import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#core/context.ts';
import { Refused } from '#core/refusal.ts';
import type { Outcome, PlaneWork, Transition } from '#core/transition.ts';
import { type DataPlane, PlaneRefusal } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import { ManualClock } from '#platform/clock.ts';
import { openSqlite } from '#store/sqlite/open.ts';
import type { Store, Writer } from '#store/store.ts';
import { nextDue } from './intents.ts';
import { Reconciler, type ReconcilerOptions, type Step } from './worker.ts';

const LEASE_MS = 1000;
const LONGEST_MS = 600_000;
const UNPLUG: PlaneWork = { do: 'unplug', nicId: 'eni-1', fencingToken: 1 };
const PLUG: PlaneWork = {
  do: 'plug',
  instanceId: 'i-1',
  fencingToken: 2,
  nic: { id: 'eni-1', networkId: 'vpc-1', mac: '00:16:3e:00:00:01', primary: false, addresses: [] },
};

let clock: ManualClock;
let store: Store;
let settled: string[];
beforeEach(() => {
  clock = new ManualClock(1_000_000);
  store = openSqlite({ path: ':memory:', clock });
  settled = [];
});
afterEach(() => store.close());

/** A transition that writes down how it was settled. */
function transition(kind: string, work?: PlaneWork, settle?: () => void): Transition {
  return {
    kind,
    dwell: 0,
    ...(work && { work: async () => [[work]] }),
    async settle(_, intent, outcome: Outcome) {
      settle?.();
      settled.push(`${intent.resource_id} ${outcome.done ? 'done' : outcome.reason}`);
      return true;
    },
  };
}

function reconciler(
  transitions: readonly Transition[],
  plane: Partial<DataPlane> = {},
  more: Partial<ReconcilerOptions> = {},
): Reconciler {
  const dataPlane = { ...none, enabled: true, ...plane };
  const callFor = () => ({ accountId: 'a' }) as Context;
  return new Reconciler({
    store,
    clock,
    transitions,
    dwells: new Map(transitions.map(({ kind }) => [kind, LONGEST_MS])),
    dataPlane,
    callFor,
    leaseMs: LEASE_MS,
    ...more,
  });
}

function intend(kind: string, id: string, dueIn = 0): Promise<void> {
  return store.write((tx) => intendIn(tx, kind, id, dueIn));
}

function intendIn(tx: Writer, kind: string, id: string, dueIn = 0): Promise<void> {
  return tx.intend({
    id: `intent-${id}`,
    kind,
    account_id: 'a',
    region: 'r',
    resource_id: id,
    due_at: tx.now + dueIn,
  });
}

const owed = () =>
  store.read(async (tx) => {
    const rows = await tx.select((db) => db.selectFrom('intent').select('resource_id'));
    return rows.map((row) => row.resource_id);
  });

/** Lets the workers go as far as they can: each of their steps is a transaction. */
async function turn(): Promise<void> {
  for (let n = 0; n < 10; n += 1) await store.write(async () => {});
}

/** A promise and the way to keep it. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { open, opened };
}

it('settles what is due, the oldest first, and leaves what is not', async () => {
  await intend('k', 'later', 50);
  await intend('k', 'now');
  const worker = reconciler([transition('k')]);
  await worker.start();
  await worker.idle();
  expect(settled).toEqual(['now done']);
  clock.advance(50);
  await worker.idle();
  expect(settled).toEqual(['now done', 'later done']);
  expect(await owed()).toEqual([]);
  await worker.stop();
});

it('is woken by the store', async () => {
  const { open, opened } = gate();
  const worker = reconciler([transition('k', undefined, open)]);
  await worker.start();
  await worker.idle();
  await intend('k', 'new');
  await opened;
  await worker.stop();
});

it('misses nobody who wakes it while it looks for what is next', async () => {
  const worker = reconciler([transition('k')]);
  await worker.start();
  for (let n = 0; n < 50; n += 1) {
    const idle = worker.idle();
    await intend('k', `n${n}`);
    await idle;
    await worker.idle();
    expect(settled).toHaveLength(n + 1);
  }
  await worker.stop();
});

it('is idle once it has stopped, whatever is due', async () => {
  const worker = reconciler([transition('k')]);
  await worker.start();
  await intend('k', 'first');
  const idle = worker.idle();
  await worker.stop();
  await intend('k', 'late');
  await worker.idle();
  await idle;
  expect(await owed()).toContain('late');
});

describe('leases and fences', () => {
  it('takes over from a worker that is late, who then cannot settle', async () => {
    const first = gate();
    const second = gate();
    const who: string[] = [];
    const named = (name: string) => transition('k', PLUG, () => who.push(name));
    // This worker is stopped for longer than its lease: it is not woken when the lease ends.
    const asleep = { now: () => clock.now(), elapsed: clock.elapsed, wakeAfter: () => () => {} };
    const late = reconciler([named('late')], { plug: () => first.opened }, { clock: asleep });
    const other = reconciler([named('other')], { plug: () => second.opened });
    await intend('k', 'eni');
    await late.start();
    const lateIsDone = late.idle();
    await turn();
    clock.advance(LEASE_MS);
    const otherIsDone = other.idle();
    await turn();
    // The other holds the lease now; the late one comes first, and must not settle.
    first.open();
    await lateIsDone;
    expect(who).toEqual([]);
    expect(await owed()).toEqual(['eni']);
    second.open();
    await otherIsDone;
    expect(who).toEqual(['other']);
    expect(await owed()).toEqual([]);
    await late.stop();
    await other.stop();
  });

  it('keeps what takes longer than a lease, as long as it works on it', async () => {
    const { open, opened } = gate();
    let plugs = 0;
    const plug = () => {
      plugs += 1;
      return opened;
    };
    const worker = reconciler([transition('k', PLUG)], { plug });
    const leases = () =>
      store.read((tx) =>
        tx.select((db) => db.selectFrom('intent').select(['fence', 'attempts', 'due_at'])),
      );
    await intend('k', 'eni');
    await worker.start();
    for (let n = 0; n < 5; n += 1) {
      await expect
        .poll(leases)
        .toEqual([{ fence: 1, attempts: 1, due_at: clock.now() + LEASE_MS }]);
      clock.advance(LEASE_MS);
    }
    open();
    await worker.idle();
    expect(plugs).toBe(1);
    expect(settled).toEqual(['eni done']);
    expect(await owed()).toEqual([]);
    await worker.stop();
  });

  it('lets a worker that is late plan nothing either', async () => {
    const planned: string[] = [];
    const plans = (name: string): Transition => ({
      ...transition('k'),
      async work() {
        planned.push(name);
        return [[PLUG]];
      },
    });
    // Nobody tells this reconciler of intents, so it looks only when it is asked to.
    const untold: Store = {
      exclusive: true,
      waiting: 0,
      read: (work) => store.read(work),
      write: (work, isolation) => store.write(work, isolation),
      onIntents: () => {},
      settleWith: () => {},
      noticeWith: () => {},
      observeWith: () => {},
      engineTime: async () => undefined,
      close: async () => {},
    };
    const other = reconciler([plans('other')], {}, { store: untold });
    await other.start();
    await other.idle();
    let otherIsDone: Promise<void> | undefined;
    const between = (step: Step) => {
      if (step !== 'leased') return;
      clock.advance(LEASE_MS);
      otherIsDone = other.idle();
    };
    const asleep = { now: () => clock.now(), elapsed: clock.elapsed, wakeAfter: () => () => {} };
    const late = reconciler([plans('late')], {}, { between, clock: asleep });
    await late.start();
    await intend('k', 'eni');
    await late.idle();
    await otherIsDone;
    expect(planned).toEqual(['other']);
    expect(settled).toEqual(['eni done']);
    await late.stop();
    await other.stop();
  });

  it('voids the leases of a process before it where the store is its alone', async () => {
    const crashed = reconciler([transition('k', PLUG)], { plug: () => new Promise(() => {}) });
    await intend('k', 'eni');
    await crashed.start();
    await turn();
    const next = reconciler([transition('k', PLUG)]);
    await next.start();
    await next.idle();
    expect(settled).toEqual(['eni done']);
    await next.stop();
  });

  it('lets slow work hold up nothing else', async () => {
    const { open, opened } = gate();
    const worker = reconciler([transition('slow', PLUG), transition('quick')], {
      plug: () => opened,
    });
    await intend('slow', 'a');
    await worker.start();
    await intend('quick', 'b');
    await expect.poll(() => settled).toEqual(['b done']);
    open();
    await worker.idle();
    expect(settled).toEqual(['b done', 'a done']);
    await worker.stop();
  });
});

describe('the data plane', () => {
  it('takes a refused plug for an outcome, with its reason', async () => {
    const plug = async () => {
      throw new PlaneRefusal('no room');
    };
    await intend('k', 'eni');
    const worker = reconciler([transition('k', PLUG)], { plug });
    await worker.start();
    await worker.idle();
    expect(settled).toEqual(['eni no room']);
    await worker.stop();
  });

  it.each([
    new PlaneRefusal('busy'),
    new Error('broken'),
  ])('tries an unplug again until it is out: %s', async (error) => {
    let tries = 0;
    const faults: unknown[] = [];
    const unplug = async () => {
      tries += 1;
      if (tries === 1) throw error;
    };
    await intend('k', 'eni');
    const onFault = (fault: unknown) => faults.push(fault);
    const worker = reconciler([transition('k', UNPLUG)], { unplug }, { onFault });
    await worker.start();
    await worker.idle();
    expect(settled).toEqual([]);
    expect(faults).toEqual([error]);
    clock.advance(LEASE_MS);
    await worker.idle();
    expect(settled).toEqual(['eni done']);
    await worker.stop();
  });

  it('is not asked when it does not act', async () => {
    await intend('k', 'eni');
    const plug = async () => {
      throw new Error('asked');
    };
    const worker = reconciler([transition('k', PLUG)], { enabled: false, plug });
    await worker.start();
    await worker.idle();
    expect(settled).toEqual(['eni done']);
    await worker.stop();
  });
});

it('takes what settling refuses as its outcome, and keeps nothing of the attempt', async () => {
  const refusal = { http: 400, code: 'Full', message: 'it is full', source: 'ours' } as const;
  const full: Transition = {
    kind: 'full',
    dwell: 0,
    async settle(tx, { resource_id }, outcome) {
      if (outcome.done) {
        await tx.insert('seed', { id: 'half a change' });
        throw new Refused(refusal);
      }
      settled.push(`${resource_id} ${outcome.reason}`);
      return true;
    },
  };
  const faults: unknown[] = [];
  await intend('full', 'order');
  await intend('good', 'other');
  const onFault = (fault: unknown) => faults.push(fault);
  const worker = reconciler([full, transition('good')], { enabled: false }, { onFault });
  await worker.start();
  await worker.idle();
  expect(settled.sort()).toEqual(['order it is full', 'other done']);
  expect(faults).toEqual([]);
  expect(await owed()).toEqual([]);
  const seeds = await store.read((tx) => tx.select((db) => db.selectFrom('seed').selectAll()));
  expect(seeds).toEqual([]);
  await worker.stop();
});

describe('a fault', () => {
  it('of one intent holds up no other, and is tried again later and later', async () => {
    const faults: string[] = [];
    const bad = transition('bad', undefined, () => {
      throw new Error('cannot settle');
    });
    await intend('bad', 'a');
    await intend('good', 'b');
    const worker = reconciler(
      [bad, transition('good')],
      {},
      {
        onFault: (_, intent) => faults.push(intent?.resource_id ?? ''),
      },
    );
    await worker.start();
    await worker.idle();
    expect(settled).toEqual(['b done']);
    expect(faults).toEqual(['a']);
    expect(await owed()).toEqual(['a']);
    clock.advance(LEASE_MS);
    await worker.idle();
    expect(faults).toEqual(['a', 'a']);
    await worker.stop();
  });
});

it.each([
  1, 5,
])('looks again within a second when it could not look, %s times in a row', async (times) => {
  const faults: unknown[] = [];
  const worker = reconciler([transition('k')], {}, { onFault: (fault) => faults.push(fault) });
  await worker.start();
  await worker.idle();
  const { write } = store;
  const lost = new Error('the store is lost');
  let tries = 0;
  store.write = () => {
    tries += 1;
    return Promise.reject(lost);
  };
  await write.call(store, (tx) => intendIn(tx, 'k', 'x', 10));
  clock.advance(10);
  // Intents that cannot be settled together are tried one by one, so each look makes two tries.
  for (let n = 1; n < times; n += 1) {
    await expect.poll(() => tries).toBe(2 * n);
    clock.advance(1000);
  }
  await expect.poll(() => tries).toBe(2 * times);
  expect(faults).toEqual([lost]);
  store.write = write;
  clock.advance(1000);
  await expect.poll(() => settled).toEqual(['x done']);
  await worker.stop();
});

it('leaves kinds that it does not know to those who do, however many there are', async () => {
  for (let n = 0; n < 300; n += 1) await intend('newer', `n${n}`);
  await intend('k', 'ours');
  const faults: unknown[] = [];
  const older = reconciler([transition('k')], {}, { onFault: (fault) => faults.push(fault) });
  await older.start();
  await older.idle();
  expect(settled).toEqual(['ours done']);
  expect(String(faults)).toBe(
    'Error: no transition is called newer: it is left to those who know it',
  );
  const left = await store.read((tx) =>
    tx.select((db) => db.selectFrom('intent').select(['due_at', 'fence', 'attempts']).distinct()),
  );
  expect(left).toEqual([{ due_at: clock.now(), fence: 0, attempts: 0 }]);
  const newer = reconciler([transition('k'), transition('newer')]);
  await newer.start();
  await newer.idle();
  expect(settled).toHaveLength(301);
  await older.stop();
  await newer.stop();
});

describe('what is due as it is left, ends in one statement and needs no data plane', () => {
  const ending = (more: Partial<Transition> = {}): Transition => ({
    kind: 'k',
    dwell: 0,
    oneStatement: true,
    async settle(_, { resource_id }) {
      settled.push(resource_id);
      return true;
    },
    ...more,
  });
  /** What has been settled by the end of the transaction that leaves the intent. */
  const settledInside = async (leaves: Transition, more: Partial<DataPlane> = {}) => {
    const worker = reconciler([leaves], more);
    await worker.start();
    await worker.idle();
    await intend('k', 'x');
    const inside = [...settled];
    await worker.idle();
    expect(settled).toEqual(['x']);
    expect(await owed()).toEqual([]);
    await worker.stop();
    return inside;
  };

  it('is settled in the transaction that leaves it', async () => {
    expect(await settledInside(ending(), { enabled: false })).toEqual(['x']);
  });

  it('and also where a data plane acts, for what has no work', async () => {
    expect(await settledInside(ending())).toEqual(['x']);
  });

  it('what has work for the data plane is not', async () => {
    expect(await settledInside(ending({ work: async () => [[UNPLUG]] }))).toEqual([]);
  });

  it('and with a fault of it nothing of the transaction stays', async () => {
    const fault = new Error('no way');
    const worker = reconciler([
      ending({
        async settle() {
          throw fault;
        },
      }),
    ]);
    await worker.start();
    const write = store.write(async (tx) => {
      await intendIn(tx, 'k', 'x');
      await tx.insert('seed', { id: 'x' });
    });
    await expect(write).rejects.toBe(fault);
    expect(await store.read((tx) => tx.select((db) => db.selectFrom('seed').selectAll()))).toEqual(
      [],
    );
    expect(await owed()).toEqual([]);
    await worker.stop();
  });

  it('is kept as an intent once the worker has stopped', async () => {
    const worker = reconciler([ending()]);
    await worker.start();
    await worker.stop();
    await intend('k', 'x');
    expect(settled).toEqual([]);
    expect(await owed()).toEqual(['x']);
  });

  it('is not settled when the same transaction takes it back', async () => {
    const worker = reconciler([ending()]);
    await worker.start();
    const withdrawn = await store.write(async (tx) => {
      await intendIn(tx, 'k', 'x');
      await intendIn(tx, 'k', 'y');
      return tx.withdraw('x');
    });
    expect(withdrawn).toMatchObject([{ id: 'intent-x', kind: 'k' }]);
    expect(settled).toEqual(['y']);
    await worker.stop();
  });

  it('doubles the wait each time', async () => {
    const bad = transition('bad', undefined, () => {
      throw new Error('cannot settle');
    });
    await intend('bad', 'a');
    const worker = reconciler([bad], {}, { onFault: () => {} });
    await worker.start();
    const waits: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      await worker.idle();
      const wait = ((await nextDue(store, new Set())) ?? 0) - clock.now();
      waits.push(wait);
      clock.advance(wait);
    }
    expect(waits).toEqual([100, 200, 400, 800]);
    await worker.stop();
  });
});
