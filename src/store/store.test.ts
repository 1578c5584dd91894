import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { ENGINES, storeOn } from '#test/support/stores.ts';
import { claimingQuery, listQuery, lockingQuery, query, shapedQuery } from './query.ts';
import type { NewRow, Store, Writer } from './store.ts';
import { UniqueViolation, WriteConflict } from './store.ts';

const NOW = 1_700_000_000_123;

const vpc = (id: string, more: Partial<NewRow<'vpc'>> = {}): NewRow<'vpc'> => ({
  id,
  account_id: 'a',
  region: 'r',
  project_name: 'default',
  name: id,
  description: '',
  status: 'Available',
  cidr_block: '10.0.0.0/16',
  ipv6_cidr_block: '',
  ipv6_isp: '',
  dns_servers: '[]',
  route_table_id: '',
  is_default: 0,
  ipv4_private: 0,
  ...more,
});

const intent = (id: string, due_at = NOW) => ({
  id,
  kind: 'k',
  account_id: 'a',
  region: 'r',
  resource_id: `of-${id}`,
  due_at,
});

const vpcById = query((db, p: { id: string }) =>
  db.selectFrom('vpc').selectAll().where('id', '=', p.id),
);
const vpcToChange = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('vpc').selectAll().where('id', '=', p.id),
);
const idsAfter = query((db, p: { after: string }) =>
  db.selectFrom('vpc').select('id').where('id', '>', p.after).orderBy('id'),
);
const namesOfMany = listQuery((db, ids) =>
  db.selectFrom('vpc').select('name').where('id', 'in', ids).orderBy('id'),
);
const countAll = query((db, _: object) =>
  db.selectFrom('vpc').select((count) => count.fn.countAll<number>().as('n')),
);
const addUsed = query((db, p: { by: number }) =>
  db
    .updateTable('usage')
    .set((set) => ({ used: set('used', '+', p.by) }))
    .where('account_id', '=', 'a'),
);
const usedNow = query((db, _: object) =>
  db.selectFrom('usage').select('used').where('account_id', '=', 'a'),
);
const renamed = query((db, p: { id: string; name: string }) =>
  db.updateTable('vpc').set({ name: p.name }).where('id', '=', p.id),
);
const freeIntents = claimingQuery((db, p: { most: number }) =>
  db.selectFrom('intent').select('id').orderBy('due_at').orderBy('id').limit(p.most),
);

describe.each(ENGINES)('a store on %s', (engine) => {
  let clock: ManualClock;
  let store: Store;
  let end: () => Promise<void>;
  beforeEach(async () => {
    clock = new ManualClock(NOW);
    ({ store, end } = await storeOn(engine, clock));
  });
  afterEach(() => end());

  const look = (id: string) => store.read((tx) => tx.first(vpcById, { id }));
  const ids = () =>
    store.read(async (tx) => (await tx.all(idsAfter, { after: '' })).map(({ id }) => id));

  describe('keeps', () => {
    it('what was written, as it was written', async () => {
      const odd = {
        name: 'O\'Brien \\ % _ " ; -- 名前 🙂 é',
        description: '',
        dns_servers: '{"a":[1,"\\u0000",null],"b":"é"}',
      };
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1', odd)));
      expect({ ...(await look('vpc-1')) }).toEqual({
        ...vpc('vpc-1', odd),
        revision: 1,
        created_at: NOW,
        updated_at: NOW,
      });
    });

    it('null apart from the empty text, and numbers as numbers', async () => {
      const row = {
        subnet_id: 's',
        vpc_id: 'v',
        network_interface_id: 'e',
        ha_vip_id: '',
        is_primary: 0,
        position: 0,
      };
      const largest = Number.MAX_SAFE_INTEGER;
      await store.write(async (tx) => {
        await tx.insert('address', { ...row, family: 6, address: '', number: null });
        await tx.insert('address', { ...row, family: 4, address: '10.0.0.1', number: largest });
      });
      const rows = await store.read((tx) =>
        tx.select((db) =>
          db.selectFrom('address').select(['address', 'number']).orderBy('address'),
        ),
      );
      expect(rows.map((each) => ({ ...each }))).toEqual([
        { address: '', number: null },
        { address: '10.0.0.1', number: largest },
      ]);
    });

    it('counts and sums as numbers, and truth as 1 and 0', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1', { is_default: 1 })));
      const [row] = await store.read((tx) =>
        tx.select((db) =>
          db
            .selectFrom('vpc')
            .select((e) => [
              e.fn.countAll<number>().as('n'),
              e.fn.sum<number>('is_default').as('sum'),
              e.fn.max('created_at').as('last'),
            ])
            .select((e) => e(e.fn.countAll<number>(), '=', 1).as('one')),
        ),
      );
      expect({ ...row }).toEqual({ n: 1, sum: 1, last: NOW, one: 1 });
    });
  });

  describe('finds', () => {
    it('texts in the order of their bytes, page by page', async () => {
      const inOrder = ['-', '.', '0', '9', 'A', 'Z', 'a', 'a-b', 'a.', 'aa', 'ab', 'z', 'é', '中'];
      await store.write(async (tx) => {
        for (const id of inOrder.toReversed()) await tx.insert('vpc', vpc(id));
      });
      expect(await ids()).toEqual(inOrder);
      const rest = await store.read((tx) => tx.all(idsAfter, { after: 'a' }));
      expect(rest.map(({ id }) => id)).toEqual(inOrder.slice(inOrder.indexOf('a') + 1));
    });

    it('texts by their case and their spaces', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1', { name: 'Name' })));
      const found = async (name: string) =>
        (
          await store.read((tx) =>
            tx.select((db) => db.selectFrom('vpc').select('id').where('name', '=', name)),
          )
        ).length;
      expect(await Promise.all(['Name', 'name', 'Name ', 'NAME'].map(found))).toEqual([1, 0, 0, 0]);
    });

    it('texts that are like another by their case', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1', { name: 'My-Name' })));
      const found = async (like: string) =>
        (
          await store.read((tx) =>
            tx.select((db) => db.selectFrom('vpc').select('id').where('name', 'like', like)),
          )
        ).length;
      expect(await Promise.all(['My-%', 'my-%', '%Na_e', '%na_e'].map(found))).toEqual([
        1, 0, 1, 0,
      ]);
    });
  });

  it('builds a statement once for each set of conditions that are given', async () => {
    await store.write(async (tx) => {
      await tx.insert('vpc', vpc('vpc-1', { name: 'one' }));
      await tx.insert('vpc', vpc('vpc-2', { name: 'two' }));
    });
    let built = 0;
    const idsWith = shapedQuery((db, given: { id?: string | undefined; name?: string }) => {
      built += 1;
      let ids = db.selectFrom('vpc').select('id').orderBy('id');
      if (given.id !== undefined) ids = ids.where('id', '=', given.id);
      if (given.name !== undefined) ids = ids.where('name', '=', given.name);
      return ids;
    });
    const found = async (given: { id?: string | undefined; name?: string }) =>
      (await store.read((tx) => tx.all(idsWith(given), given))).map(({ id }) => id);
    expect(await found({})).toEqual(['vpc-1', 'vpc-2']);
    expect(await found({ name: 'two' })).toEqual(['vpc-2']);
    expect(await found({ name: 'one', id: undefined })).toEqual(['vpc-1']);
    expect(await found({ id: 'vpc-1' })).toEqual(['vpc-1']);
    expect(await found({ id: 'vpc-1', name: 'two' })).toEqual([]);
    expect(await found({ id: 'vpc-2', name: 'two' })).toEqual(['vpc-2']);
    expect(built).toBe(4);
  });

  it.each([0, 1, 2, 3, 5, 128, 129, 300])('finds what belongs to %i of many', async (count) => {
    const all = Array.from({ length: 301 }, (_, n) => `vpc-${String(n).padStart(3, '0')}`);
    await store.write(async (tx) => {
      for (const id of all) await tx.insert('vpc', vpc(id));
    });
    const asked = all.slice(1, 1 + count);
    const found = await store.read((tx) => tx.allOf(namesOfMany, asked));
    expect(found.map(({ name }) => name)).toEqual(asked);
    expect(await store.write((tx) => tx.allOf(namesOfMany, asked))).toEqual(found);
  });

  describe('a write', () => {
    it('that throws leaves nothing, whatever it did', async () => {
      const work = store.write(async (tx) => {
        await tx.insert('vpc', vpc('vpc-1'));
        await tx.intend(intent('i'));
        throw new Error('thought better of it');
      });
      await expect(work).rejects.toThrow('thought better of it');
      expect(await ids()).toEqual([]);
    });

    it('sees what it wrote, and others do not until it has ended', async () => {
      await store.write(async (tx) => {
        await tx.insert('vpc', vpc('vpc-1'));
        expect(await tx.first(vpcById, { id: 'vpc-1' })).toMatchObject({ name: 'vpc-1' });
        expect(await tx.run(renamed, { id: 'vpc-1', name: 'new' })).toBe(1);
        expect(await tx.run(renamed, { id: 'vpc-2', name: 'new' })).toBe(0);
      });
      expect(await look('vpc-1')).toMatchObject({ name: 'new' });
    });

    it('keeps revision and times', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1')));
      clock.advance(5);
      await store.write((tx) => tx.update('vpc', 'vpc-1', { name: 'new' }));
      const at = { created_at: NOW, updated_at: NOW + 5 };
      expect(await look('vpc-1')).toMatchObject({ name: 'new', revision: 2, ...at });
    });

    it('advances a resource from where it is, and from nowhere else', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1', { status: 'Pending' })));
      const change = { from: 'Pending', to: 'Available' };
      const advance = () => store.write((tx) => tx.advance('vpc', 'vpc-1', change));
      expect([await advance(), await advance()]).toEqual([true, false]);
      expect(await look('vpc-1')).toMatchObject({ status: 'Available', revision: 2 });
    });

    it('changes a row and moves it on at once, with both steps in its revision', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1')));
      clock.advance(5);
      const moved = await store.write(async (tx) => {
        await tx.update('vpc', 'vpc-1', { status: 'Pending', name: 'new', description: 'first' });
        await tx.update('vpc', 'vpc-1', { description: 'second' });
        const wrong = await tx.advance('vpc', 'vpc-1', { from: 'Available', to: 'Gone' });
        const change = { from: 'Pending', to: 'Ready' };
        const right = await tx.advance('vpc', 'vpc-1', change, { is_default: 1 });
        return [wrong, right, await tx.advance('vpc', 'vpc-1', change)];
      });
      expect(moved).toEqual([false, true, false]);
      const at = { created_at: NOW, updated_at: NOW + 5, revision: 4 };
      const is = { status: 'Ready', name: 'new', description: 'second', is_default: 1 };
      expect(await look('vpc-1')).toMatchObject({ ...is, ...at });
    });

    it('sees each of its changes of a row, and the rows that were changed between', async () => {
      await store.write(async (tx) => {
        await tx.insert('vpc', vpc('vpc-1'));
        await tx.insert('vpc', vpc('vpc-2'));
        await tx.update('vpc', 'vpc-1', { name: 'a' });
        expect(await tx.first(vpcById, { id: 'vpc-1' })).toMatchObject({ name: 'a' });
        await tx.update('vpc', 'vpc-1', { name: 'b' });
        await tx.update('vpc', 'vpc-2', { name: 'c' });
        expect(await tx.advance('vpc', 'vpc-1', { from: 'Available', to: 'Ready' })).toBe(true);
        await tx.update('vpc', 'vpc-1', { name: 'd' });
        expect(await tx.run(renamed, { id: 'vpc-1', name: 'e' })).toBe(1);
        await tx.update('vpc', 'vpc-2', { name: 'f' });
        await tx.remove('vpc', 'vpc-2');
      });
      expect(await look('vpc-1')).toMatchObject({ name: 'e', status: 'Ready', revision: 5 });
      expect(await look('vpc-2')).toBeUndefined();
    });

    it('keeps a change that came before a part that fails, and none of the part', async () => {
      await store.write(async (tx) => {
        await tx.insert('vpc', vpc('vpc-1'));
        await tx.update('vpc', 'vpc-1', { name: 'before' });
        const fails = tx.attempt(async () => {
          await tx.update('vpc', 'vpc-1', { name: 'inside', description: 'inside' });
          throw new Error('lost');
        });
        await expect(fails).rejects.toThrow('lost');
        await tx.attempt(() => tx.update('vpc', 'vpc-1', { description: 'after' }));
      });
      expect(await look('vpc-1')).toMatchObject({ name: 'before', description: 'after' });
    });

    it('never says that a row has moved on which is not there', async () => {
      const work = store.write(async (tx) => {
        await tx.insert('vpc', vpc('vpc-2'));
        await tx.update('vpc', 'vpc-1', { status: 'Pending' });
        return tx.advance('vpc', 'vpc-1', { from: 'Pending', to: 'Available' });
      });
      const told = await work.catch((error: Error) => error.message);
      // An engine that does not hold the update back knows it at once.
      if (told !== false) expect(told).toContain('vpc-1 is gone');
      expect(await ids()).toEqual(told === false ? ['vpc-2'] : []);
    });

    it('removes a resource', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1')));
      await store.write((tx) => tx.remove('vpc', 'vpc-1'));
      expect(await look('vpc-1')).toBeUndefined();
    });

    it('withdraws what is owed to a resource', async () => {
      await store.write(async (tx) => {
        await tx.intend(intent('i1'));
        await tx.intend(intent('i2'));
      });
      const withdraw = () => store.write((tx) => tx.withdraw('of-i1'));
      expect([await withdraw(), await withdraw()]).toEqual([
        [{ id: 'i1', kind: 'k', account_id: 'a' }],
        [],
      ]);
    });

    it('keeps nothing of a part that fails, and goes on with the work', async () => {
      const lost = new Error('lost');
      await store.write(async (tx) => {
        const fails = tx.attempt(async () => {
          await tx.attempt(() => tx.insert('vpc', vpc('vpc-inside')));
          await tx.intend(intent('at once'));
          await tx.intend(intent('later', NOW + 5));
          throw lost;
        });
        await expect(fails).rejects.toBe(lost);
        await tx.attempt(() => tx.insert('vpc', vpc('vpc-kept')));
        await tx.insert('vpc', vpc('vpc-after'));
      });
      expect(await look('vpc-inside')).toBeUndefined();
      expect(await look('vpc-kept')).toBeDefined();
      expect(await look('vpc-after')).toBeDefined();
      const left = await store.read((tx) => tx.select((db) => db.selectFrom('intent').selectAll()));
      expect(left).toEqual([]);
    });

    it('empties every table', async () => {
      await store.write(async (tx) => {
        await tx.insert('vpc', vpc('vpc-1'));
        await tx.insert('seed', { id: 'vpc-1' });
      });
      await store.write((tx) => tx.empty());
      expect(await ids()).toEqual([]);
      await store.write((tx) => tx.insert('seed', { id: 'vpc-1' }));
    });

    it('is told when it breaks a unique index, with nothing of it left', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1')));
      const again = store.write(async (tx) => {
        await tx.insert('vpc', vpc('vpc-2'));
        await tx.insert('vpc', vpc('vpc-1'));
      });
      await expect(again).rejects.toBeInstanceOf(UniqueViolation);
      const block = { ipv6_cidr_block: 'fd00::/56' };
      await store.write((tx) => tx.insert('vpc', vpc('vpc-3', block)));
      const twice = store.write((tx) => tx.insert('vpc', vpc('vpc-4', block)));
      await expect(twice).rejects.toBeInstanceOf(UniqueViolation);
      expect(await ids()).toEqual(['vpc-1', 'vpc-3']);
    });

    it('tells of the intents that it leaves, and when the earliest is due', async () => {
      const told: number[] = [];
      store.onIntents((dueAt) => told.push(dueAt));
      await store.write(async (tx) => {
        await tx.intend(intent('i1', NOW + 9));
        await tx.intend(intent('i2', NOW + 3));
      });
      expect(told).toContain(NOW + 3);
    });
  });

  describe('many writes at once', () => {
    /** Has the engine make its connections: the first writes would else wait for them in turn. */
    const connections = () => Promise.all(Array.from({ length: 20 }, () => look('vpc-0')));

    it('count as if each ran alone', async () => {
      await store.write((tx) =>
        tx.insert('usage', { account_id: 'a', region: 'r', quota: 'q', used: 0 }),
      );
      const most = 7;
      // Each looks first and changes then: two that see the same would pass the mark.
      const one = async (tx: Writer) => {
        const { used = 0 } = (await tx.first(usedNow, {})) ?? {};
        if (used < most) await tx.run(addUsed, { by: 1 });
      };
      await connections();
      await Promise.all(Array.from({ length: 40 }, () => store.write(one)));
      expect((await store.read((tx) => tx.first(usedNow, {})))?.used).toBe(most);
    });

    it('lose nothing by others that fail after a change, and see nothing of them', async () => {
      const fails = async (tx: Writer, id: string) => {
        await tx.insert('vpc', vpc(id));
        await tx.intend(intent(`of-${id}`, NOW + 1));
        throw new Error(`thought better of ${id}`);
      };
      const adds = async (tx: Writer, id: string) => {
        await tx.insert('vpc', vpc(id));
        await tx.intend(intent(`of-${id}`, NOW + 9));
        return tx.first(vpcById, { id: 'vpc-failed' });
      };
      await connections();
      const told: number[] = [];
      store.onIntents((dueAt) => told.push(dueAt));
      const ended = await Promise.allSettled([
        store.write((tx) => fails(tx, 'vpc-first')),
        store.write((tx) => adds(tx, 'vpc-1')),
        store.write((tx) => fails(tx, 'vpc-failed')),
        store.write((tx) => adds(tx, 'vpc-2')),
        store.write((tx) => fails(tx, 'vpc-last')),
      ]);
      const reason = (id: string) =>
        expect.objectContaining({ message: expect.stringMatching(id) });
      expect(ended).toEqual([
        { status: 'rejected', reason: reason('vpc-first') },
        { status: 'fulfilled', value: undefined },
        { status: 'rejected', reason: reason('vpc-failed') },
        { status: 'fulfilled', value: undefined },
        { status: 'rejected', reason: reason('vpc-last') },
      ]);
      expect(await ids()).toEqual(['vpc-1', 'vpc-2']);
      expect(Math.min(...told)).toBe(NOW + 9);
    });

    it('decide by rows that are not there as if each ran alone', async () => {
      const one = (id: string) => async (tx: Writer) => {
        if ((await tx.first(countAll, {}))?.n === 0) await tx.insert('vpc', vpc(id));
      };
      await connections();
      await Promise.all(Array.from({ length: 20 }, (_, n) => store.write(one(`vpc-${n}`))));
      expect((await ids()).length).toBe(1);
    });

    it('that are locked lose no change to a row that they lock', async () => {
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1', { name: '' })));
      const one = async (tx: Writer) => {
        const row = await tx.first(vpcToChange, { id: 'vpc-1' });
        await tx.update('vpc', 'vpc-1', { name: `${row?.name}x` });
      };
      await Promise.all(Array.from({ length: 20 }, () => store.write(one, 'locked')));
      expect((await look('vpc-1'))?.name).toBe('x'.repeat(20));
    });

    it('read with a row that they lock what stands beside it by then', async () => {
      const withChildren = lockingQuery((db, p: { id: string }) =>
        db
          .selectFrom('vpc')
          .select((column) => [
            'id',
            column
              .selectFrom('subnet')
              .select((count) => count.fn.countAll<number>().as('n'))
              .whereRef('subnet.vpc_id', '=', 'vpc.id')
              .$asScalar()
              .$notNull()
              .as('subnets'),
          ])
          .where('id', '=', p.id),
      );
      await store.write((tx) => tx.insert('vpc', vpc('vpc-1')));
      const most = 3;
      const one = (n: number) => async (tx: Writer) => {
        const row = await tx.first(withChildren, { id: 'vpc-1' });
        if (row === undefined || row.subnets >= most) return;
        await tx.update('vpc', 'vpc-1', {});
        await tx.insert('subnet', {
          ...{ id: `subnet-${n}`, account_id: 'a', region: 'r', project_name: '', name: '' },
          ...{ description: '', status: '', vpc_id: 'vpc-1', zone_id: '', cidr_block: '' },
          ...{ ipv6_cidr_block: '', is_default: 0, ipv4_used: 0, ipv4_cursor: 0 },
        });
      };
      await Promise.all(Array.from({ length: 20 }, (_, n) => store.write(one(n), 'locked')));
      const [found] = await store.read((tx) =>
        tx.select((db) => db.selectFrom('subnet').select((e) => e.fn.countAll<number>().as('n'))),
      );
      expect(found?.n).toBe(most);
    });

    it('claim each of what is free once', async () => {
      await store.write(async (tx) => {
        for (let n = 0; n < 30; n += 1) await tx.intend(intent(`i${n}`));
      });
      const claimed: string[] = [];
      const one = async (tx: Writer) => {
        const taken = await tx.all(freeIntents, { most: 5 });
        for (const { id } of taken) await tx.withdraw(`of-${id}`);
        return taken;
      };
      while (claimed.length < 30) {
        const taken = await Promise.all(
          Array.from({ length: 4 }, () => store.write(one, 'locked')),
        );
        claimed.push(...taken.flat().map(({ id }) => id));
      }
      expect(new Set(claimed).size).toBe(30);
      expect(claimed.length).toBe(30);
    });
  });

  it('a read sees one moment', async () => {
    await store.write(async (tx) => {
      await tx.insert('vpc', vpc('vpc-1', { name: '0' }));
      await tx.insert('vpc', vpc('vpc-2', { name: '0' }));
    });
    const names = ['vpc-1', 'vpc-2'];
    const writes = Array.from({ length: 20 }, (_, n) =>
      store.write(async (tx) => {
        for (const id of names) await tx.update('vpc', id, { name: String(n) });
      }),
    );
    const reads = Array.from({ length: 20 }, () =>
      store.read(async (tx) => {
        const seen = [];
        for (const id of names) seen.push((await tx.first(vpcById, { id }))?.name);
        return seen;
      }),
    );
    for (const [one, two] of await Promise.all(reads)) expect(one).toBe(two);
    await Promise.allSettled(writes).then((ended) => {
      for (const each of ended) {
        if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(WriteConflict);
      }
    });
  });

  it('takes no work when it is closed', async () => {
    const { store: other, end: endOther } = await storeOn(engine, clock);
    await endOther();
    await expect(other.read(async () => {})).rejects.toThrow('closed');
    await expect(other.write(async () => {})).rejects.toThrow('closed');
  });
});
