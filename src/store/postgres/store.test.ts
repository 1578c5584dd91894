import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { Cable } from '#test/support/cable.ts';
import {
  administerDatabase,
  dropDatabase,
  emptyDatabase,
  freshDatabase,
  noPostgres,
} from '#test/support/postgres.ts';
import { findPostgres, startPostgres } from '#test/support/postgres-server.ts';
import { startServer } from '#test/support/server.ts';
import { query } from '../query.ts';
import { OutcomeUnknown, type Store, StoreUnavailable, type Writer } from '../store.ts';
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

async function database(make = freshDatabase): Promise<string> {
  const url = await make();
  ends.push(() => dropDatabase(url));
  return url;
}

/** A store at the end of a cable. */
async function onCable(): Promise<{ cable: Cable; store: Store; url: string }> {
  const url = await database();
  const cable = await Cable.to(url);
  ends.push(() => cable.remove());
  return { cable, store: open(cable.url), url };
}

const allSeeds = query((db, _: object) => db.selectFrom('seed').select('id').orderBy('id'));
const seedsOf = (store: Store) =>
  store.read(async (tx) => (await tx.all(allSeeds, {})).map(({ id }) => id));
const add = (store: Store, id: string) => store.write((tx) => tx.insert('seed', { id }));

describe.skipIf(noPostgres !== undefined)('PostgreSQL', () => {
  describe('the schema', () => {
    it('is made once by many that start at the same moment', async () => {
      const url = await database(emptyDatabase);
      const stores = Array.from({ length: 8 }, () => open(url));
      await Promise.all(stores.map((store, n) => add(store, `s${n}`)));
      expect((await seedsOf(open(url))).length).toBe(8);
    });

    it('may grow below a running process', async () => {
      const url = await database();
      const store = open(url);
      const whole = query((db, _: object) => db.selectFrom('seed').selectAll());
      const look = () => store.read((tx) => tx.all(whole, {}));
      await add(store, 's');
      expect((await look()).length).toBe(1);
      await administerDatabase(url, `alter table seed add column note text not null default ''`);
      expect((await look()).length).toBe(1);
      await add(store, 't');
    });

    it('may grow below all the connections that are there', async () => {
      const url = await database();
      const store = open(url);
      const whole = query((db, _: object) => db.selectFrom('seed').selectAll());
      const look = () => store.read((tx) => tx.all(whole, {}));
      await add(store, 's');
      // Each has the statement ready, and meets a table that has changed when it is used again.
      await Promise.all(Array.from({ length: 50 }, look));
      await administerDatabase(url, `alter table seed add column note text not null default ''`);
      expect((await look()).length).toBe(1);
    });
  });

  describe('a connection', () => {
    it('that is lost while idle is made up for', async () => {
      const { cable, store } = await onCable();
      await add(store, 'a');
      cable.cut();
      await add(store, 'b');
      expect(await seedsOf(store)).toEqual(['a', 'b']);
    });

    it('that is lost before the commit leaves nothing, and the work is done on another', async () => {
      const { cable, store } = await onCable();
      await add(store, 'a');
      let runs = 0;
      await store.write(async (tx) => {
        runs += 1;
        await tx.insert('seed', { id: 'b' });
        expect((await tx.all(allSeeds, {})).length).toBe(2);
        if (runs === 1) cable.cut();
        await tx.all(allSeeds, {});
      });
      expect(runs).toBe(2);
      expect(await seedsOf(store)).toEqual(['a', 'b']);
    });

    it('that is lost with the answer to a commit is neither a success nor tried again', async () => {
      const { cable, store } = await onCable();
      await add(store, 'a');
      let runs = 0;
      const isCommit = (bytes: Buffer) => runs > 0 && bytes.includes('commit');
      cable.cutAfter = isCommit;
      const work = async (tx: Writer) => {
        runs += 1;
        await tx.insert('seed', { id: 'b' });
      };
      await expect(store.write(work)).rejects.toBeInstanceOf(OutcomeUnknown);
      cable.cutAfter = () => false;
      expect(runs).toBe(1);
      await expect.poll(() => seedsOf(store)).toEqual(['a', 'b']);
      cable.cutBefore = isCommit;
      const other = store.write((tx) => tx.insert('seed', { id: 'c' }));
      await expect(other).rejects.toBeInstanceOf(OutcomeUnknown);
      cable.cutBefore = () => false;
      expect(await seedsOf(store)).toEqual(['a', 'b']);
    });

    it('that cannot be made is a refusal, until it can', async () => {
      const { cable, store } = await onCable();
      cable.open = false;
      await expect(add(store, 'a')).rejects.toBeInstanceOf(StoreUnavailable);
      cable.open = true;
      await add(store, 'a');
      cable.open = false;
      cable.cut();
      await expect(seedsOf(store)).rejects.toBeInstanceOf(StoreUnavailable);
      cable.open = true;
      expect(await seedsOf(store)).toEqual(['a']);
    });

    it('that is lost is answered by 503 in the envelope', async () => {
      const cable = await Cable.to(await database());
      ends.push(() => cable.remove());
      const server = await startServer({
        store: cable.url,
        onAnswered: () => {},
        onFault: () => {},
      });
      ends.push(() => server.close());
      cable.open = false;
      cable.cut();
      const lost = await server.client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' });
      expect(lost).toMatchObject({ status: 503, code: 'ServiceUnavailableTemp' });
      cable.open = true;
      await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    });
  });

  it.each([
    'a change',
    'a read',
  ])('whose beginning fails leaves nothing, %s first', async (what) => {
    const { cable, store } = await onCable();
    await add(store, 'a');
    // The server refuses the beginning alone, and would run what follows it statement by statement.
    cable.toServer = (bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll('serializable', 'serializablx'), 'latin1');
    const failed = store.write(async (tx) => {
      if (what === 'a read') await tx.all(allSeeds, {});
      await tx.insert('seed', { id: 'b' });
      await tx.all(allSeeds, {});
    });
    await expect(failed).rejects.toThrow(/syntax/);
    cable.toServer = (bytes) => bytes;
    expect(await seedsOf(store)).toEqual(['a']);
  });

  it('keeps what it acknowledged when the server is killed and comes back', async () => {
    const server = await startPostgres({ bin: findPostgres() ?? '', durable: true });
    ends.push(() => server.remove());
    const store = open(server.url('postgres'));
    const acknowledged: string[] = [];
    let refused = 0;
    let going = true;
    ends.push(async () => {
      going = false;
    });
    const writer = async (name: string) => {
      for (let n = 0; going; n += 1) {
        try {
          await add(store, `${name}-${n}`);
          acknowledged.push(`${name}-${n}`);
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailable);
          refused += 1;
          await new Promise((rested) => systemClock.wakeAfter(20, () => rested(0)));
        }
      }
    };
    const writers = Promise.all(['a', 'b', 'c', 'd'].map(writer));
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50);
    await server.stop('at once');
    await expect.poll(() => refused).toBeGreaterThan(3);
    await server.start();
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 50);
    going = false;
    await writers;
    expect(await seedsOf(store)).toEqual(expect.arrayContaining(acknowledged));
  });

  it('tells other processes of new intents', async () => {
    const url = await database();
    const [one, two] = [open(url), open(url)];
    const heard: number[] = [];
    two.onIntents((dueAt) => heard.push(dueAt));
    one.onIntents(() => {});
    const dueAt = systemClock.now() + 3_600_000;
    const intend = (id: string) =>
      one.write((tx) =>
        tx.intend({ id, kind: 'k', account_id: '', region: '', resource_id: '', due_at: dueAt }),
      );
    let n = 0;
    // It listens a moment after it starts: until then, looking regularly makes up for it.
    await expect
      .poll(async () => {
        n += 1;
        await intend(`i${n}`);
        return heard;
      })
      .toContain(dueAt);
  });

  it('has others look regularly where nobody tells', async () => {
    const store = open(await database());
    let looks = 0;
    store.onIntents(() => {
      looks += 1;
    });
    await expect.poll(() => looks).toBeGreaterThan(1);
  });
});
