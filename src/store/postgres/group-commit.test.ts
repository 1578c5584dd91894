import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Touch } from '#core/packet-tables.ts';
import { systemClock } from '#platform/clock.ts';
import { Cable } from '#test/support/cable.ts';
import { dropDatabase, freshDatabase, noPostgres } from '#test/support/postgres.ts';
import { lockingQuery, query } from '../query.ts';
import { expectOne, OutcomeUnknown, type Store, UniqueViolation, type Writer } from '../store.ts';
import { openPostgres } from './store.ts';

let url: string;
let cable: Cable;
let store: Store;
/** How many writes each commit made durable. */
const commits: number[] = [];

beforeEach(async () => {
  url = await freshDatabase();
  cable = await Cable.to(url);
  const observer = { committed: (writes: number) => commits.push(writes), failed: () => {} };
  store = openPostgres({ url: cable.url, clock: systemClock, observer });
  await store.read((tx) => tx.all(allSeeds, {}));
  commits.length = 0;
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
  await cable.remove();
  await dropDatabase(url);
});

const allSeeds = query((db, _: object) => db.selectFrom('seed').select('id').orderBy('id'));
const seeds = () =>
  store.read(async (tx) => (await tx.all(allSeeds, {})).map(({ id }) => id).join(' '));

type Work<T> = (tx: Writer) => Promise<T>;
const add = (id: string) => (tx: Writer) => tx.insert('seed', { id });

/** Has works of one group begin at the same time. Resolves to how each ended. */
async function together<T>(...works: readonly Work<T>[]): Promise<PromiseSettledResult<T>[]> {
  return Promise.allSettled(works.map((work) => store.write(work, 'grouped')));
}

const vpc = (id: string) => (tx: Writer) =>
  tx.insert('vpc', {
    ...{ id, account_id: 'a', region: 'r', project_name: 'default', name: '' },
    ...{ description: '', status: 'Available', cidr_block: '10.0.0.0/16' },
    ...{ ipv6_cidr_block: '', ipv6_isp: '', dns_servers: '[]', route_table_id: '' },
    ...{ is_default: 0, ipv4_private: 0 },
  });
const lockedVpc = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('vpc').select('name').where('id', '=', p.id),
);
const lockedVpcs = lockingQuery((db, p: { account_id: string }) =>
  db.selectFrom('vpc').select('name').where('account_id', '=', p.account_id),
);
/** Lengthens the name of a VPC, by what it reads when it has locked it. Resolves what it was. */
const lengthen = (id: string) => async (tx: Writer) => {
  const found = await tx.first(lockedVpc, { id });
  if (found === undefined) throw new Error('refused');
  await tx.update('vpc', id, { name: `${found.name}+` });
  return found.name;
};

const whole = (ends: readonly PromiseSettledResult<unknown>[]) =>
  ends.map(({ status }) => status === 'fulfilled');

describe.skipIf(noPostgres !== undefined)('writes of a group', () => {
  it('share a commit', async () => {
    expect(whole(await together(add('a'), add('b'), add('c')))).toEqual([true, true, true]);
    expect(await seeds()).toBe('a b c');
    expect(commits).toEqual([3]);
  });

  it('go on without one that is refused before it has changed anything', async () => {
    const isolations: boolean[] = [];
    const refused = async (tx: Writer) => {
      isolations.push(tx.guarded);
      throw new Error('refused');
    };
    expect(whole(await together(add('a'), refused, add('c')))).toEqual([true, false, true]);
    expect(await seeds()).toBe('a c');
    expect(commits).toEqual([2]);
    // A refusal is true of one moment.
    expect(isolations).toEqual([true, false]);
  });

  it('are done one by one when one fails after it has changed something', async () => {
    const failing = async (tx: Writer) => {
      await add('b')(tx);
      throw new Error('refused');
    };
    expect(whole(await together(add('a'), failing, add('c')))).toEqual([true, false, true]);
    expect(await seeds()).toBe('a c');
    expect(commits).toEqual([1, 1]);
  });

  it('are done one by one when one violates an index', async () => {
    const [one, other, third] = await together(add('a'), add('a'), add('c'));
    const violated = [one, other].filter((end) => end?.status === 'rejected');
    expect(violated).toHaveLength(1);
    expect((violated[0] as PromiseRejectedResult).reason).toBeInstanceOf(UniqueViolation);
    expect(third?.status).toBe('fulfilled');
    expect(await seeds()).toBe('a c');
  });

  it('are done one by one when a guard fails for all of them, and not for each', async () => {
    let room = 2;
    const guarded = (id: string) => async (tx: Writer) => {
      if (!tx.guarded && room === 0) throw new Error('refused');
      await add(id)(tx);
      await tx.atEnd({
        ...{ rank: 'usage', key: 'room', amounts: { by: 1 } },
        change: async (_, { by }) => {
          if (by > room) return expectOne(0);
          room -= by;
        },
      });
    };
    const ends = await together(guarded('a'), guarded('b'), guarded('c'));
    expect(whole(ends).filter((done) => done)).toHaveLength(2);
    expect((await seeds()).split(' ')).toHaveLength(2);
  });

  it('change a row where they meet once, by the sum', async () => {
    const sums: object[] = [];
    const meeting = (key: string, by: number) => (tx: Writer) =>
      tx.atEnd({
        ...{ rank: 'usage', key, amounts: { by } },
        change: async (_, sum) => void sums.push({ key, ...sum }),
      });
    await together(meeting('y', 1), meeting('x', 2), meeting('y', 4));
    expect(sums).toEqual([
      { key: 'x', by: 2 },
      { key: 'y', by: 5 },
    ]);
  });

  it('read what they have written themselves', async () => {
    const reading = (id: string) => async (tx: Writer) => {
      const before = await tx.all(allSeeds, {});
      await add(id)(tx);
      const after = await tx.all(allSeeds, {});
      return [before.length, after.some((row) => row.id === id)];
    };
    const ends = await together(reading('a'), reading('b'));
    expect(ends.map((end) => end.status === 'fulfilled' && end.value)).toEqual([
      [0, true],
      [0, true],
    ]);
  });

  it('have rows of their own of what they read alike', async () => {
    await store.write(add('a'));
    const changing = async (tx: Writer) => {
      const [row] = await tx.all(allSeeds, {});
      if (row !== undefined) row.id += '!';
      return row?.id;
    };
    const ends = await together(changing, changing);
    expect(ends.map((end) => end.status === 'fulfilled' && end.value)).toEqual(['a!', 'a!']);
  });

  it('do without the group what needs a savepoint', async () => {
    const parts = async (tx: Writer) => {
      await add('b')(tx);
      await tx.attempt(() => add('c')(tx));
    };
    expect(whole(await together(add('a'), parts))).toEqual([true, true]);
    expect(await seeds()).toBe('a b c');
  });

  it('share a commit where each locks rows of its own', async () => {
    await store.write(vpc('vpc-1'));
    await store.write(vpc('vpc-2'));
    commits.length = 0;
    await together(lengthen('vpc-1'), lengthen('vpc-2'));
    expect(commits).toEqual([2]);
  });

  it('do not share when they lock one row: each sees what the one before has made of it', async () => {
    await store.write(vpc('vpc-1'));
    commits.length = 0;
    const ends = await together(...['vpc-1', 'vpc-1', 'vpc-1'].map(lengthen));
    const seen = ends.map((end) => end.status === 'fulfilled' && end.value);
    expect(seen.sort()).toEqual(['', '+', '++']);
    expect(commits).toEqual([1, 1, 1]);
  });

  it('go on beside one group that waits, where their rows are their own', async () => {
    await store.write(vpc('vpc-1'));
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    // One that takes long would let others go on, too.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const waiting = store.write(async (tx) => {
      begun.resolve();
      await goOn.promise;
      await add('a')(tx);
    }, 'grouped-by-row');
    await begun.promise;
    commits.length = 0;
    expect(await store.write(lengthen('vpc-1'), 'grouped-by-row')).toBe('');
    expect(commits).toEqual([1]);
    vi.useRealTimers();
    goOn.resolve();
    await waiting;
    expect(await seeds()).toBe('a');
  });

  it('do not share what locks rows by something else than their id', async () => {
    await store.write(vpc('vpc-1'));
    commits.length = 0;
    const byAccount = async (tx: Writer) => {
      const [found] = await tx.all(lockedVpcs, { account_id: 'a' });
      await add('b')(tx);
      return found?.name;
    };
    const ends = await together<string | undefined>(lengthen('vpc-1'), byAccount);
    expect(ends.map((end) => end.status === 'fulfilled' && end.value)).toEqual(['', '+']);
    expect(commits).toEqual([1, 1]);
  });

  it('do not wait for one whose row is held by somebody else', async () => {
    await store.write(vpc('vpc-1'));
    await store.write(vpc('vpc-2'));
    commits.length = 0;
    const other = openPostgres({ url, clock: systemClock });
    const held = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const holding = other.write(async (tx) => {
      await lengthen('vpc-1')(tx);
      held.resolve();
      await goOn.promise;
    }, 'locked');
    await held.promise;
    const runs: [id: string, guarded: boolean][] = [];
    const ends = ['vpc-1', 'vpc-2'].map((id) =>
      store.write((tx) => {
        runs.push([id, tx.guarded]);
        return lengthen(id)(tx);
      }, 'grouped'),
    );
    expect(await ends[1]).toBe('');
    expect(commits).toEqual([1]);
    goOn.resolve();
    await holding;
    expect(await ends[0]).toBe('+');
    await other.close();
    expect(runs.filter(([id]) => id === 'vpc-2')).toHaveLength(1);
    expect(runs).not.toContainEqual(['vpc-1', false]);
  });

  it('are refused a row that is not there, at one moment', async () => {
    const isolations: boolean[] = [];
    const [end] = await together((tx) => {
      isolations.push(tx.guarded);
      return lengthen('vpc-0')(tx);
    });
    expect((end as PromiseRejectedResult).reason.message).toBe('refused');
    expect(isolations).toEqual([true, false]);
  });

  it('have what they have touched noticed once, when all are done', async () => {
    const noticed: (readonly Touch[])[] = [];
    store.noticeWith(async (_, touches) => void noticed.push(touches));
    const touching = (id: string, eni: string) => async (tx: Writer) => {
      await add(id)(tx);
      tx.touch('network_interface', eni);
    };
    await together(touching('a', 'eni-1'), touching('b', 'eni-1'), touching('c', 'eni-2'));
    const touched = { table: 'network_interface', carried: false };
    expect(noticed).toEqual([
      [
        { ...touched, id: 'eni-1' },
        { ...touched, id: 'eni-2' },
      ],
    ]);
  });

  it('all end without an answer, and none is repeated, when the commit gets none', async () => {
    let runs = 0;
    const counted = (id: string) => (tx: Writer) => {
      runs += 1;
      return add(id)(tx);
    };
    cable.cutAfter = (bytes: Buffer) => runs > 0 && bytes.includes('commit\0');
    const ends = await together(counted('a'), counted('b'));
    cable.cutAfter = () => false;
    for (const end of ends) {
      expect((end as PromiseRejectedResult).reason).toBeInstanceOf(OutcomeUnknown);
    }
    expect(runs).toBe(2);
  });

  it('are told to the observer of changes, all of one commit at once', async () => {
    const told: string[][] = [];
    store.observeWith((changes) => told.push(changes.map(({ id }) => id)));
    await together(vpc('vpc-1'), vpc('vpc-2'));
    expect(told).toEqual([['vpc-1', 'vpc-2']]);
  });
});
