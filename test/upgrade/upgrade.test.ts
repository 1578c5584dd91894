import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { openStore } from '#store/open.ts';
import { makeWorld } from '#world/make.ts';
import { HISTORIES } from '../support/history.ts';
import { breaches } from '../support/invariants.ts';
import { noPostgres } from '../support/postgres.ts';
import { scene } from '../support/scene.ts';
import { ENGINES, placeOn, type TestStore } from '../support/stores.ts';
import { Load } from './load.ts';
import { type History, type Process, start } from './processes.ts';

let place: TestStore;
let running: Process[];

beforeEach(() => {
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await place.leave();
});

async function run(history: History): Promise<Process> {
  const one = await start(place.url, history);
  running.push(one);
  return one;
}

async function stop(one: Process): Promise<void> {
  running = running.filter((each) => each !== one);
  expect(await one.stop()).toBe(0);
  expect(one.said()).toBe('');
}

describe.skipIf(noPostgres)('processes of two versions on one PostgreSQL', () => {
  beforeEach(async () => {
    place = await placeOn('postgres', 'new');
  });

  it('serve side by side while one after the other is replaced', { timeout: 120_000 }, async () => {
    const olds = [await run('known'), await run('known')] as const;
    const where = await scene(olds[0].client, { cidr: '10.1.0.0/16', instances: 3 });
    const load = new Load(where, olds);
    await load.begin();
    await load.rounds(3);

    // A newer process starts while older ones are serving, and an older one is restarted after it.
    const newer = await run('additive');
    await load.through(...olds, newer);
    await load.rounds(3);
    await load.through(olds[1], newer);
    await stop(olds[0]);
    const again = await run('known');
    await load.through(olds[1], again, newer);
    await load.rounds(3);

    await load.through(newer, again);
    await stop(olds[1]);
    const last = await run('additive');
    await load.through(newer, last);
    await stop(again);
    await load.rounds(3);
    await load.end();
    await Promise.all([stop(newer), stop(last)]);

    const store = openStore(place.url, systemClock, { schema: HISTORIES.additive });
    const broken = await breaches(store, makeWorld(), true);
    const more = await store.read((tx) =>
      tx.select((db) =>
        db
          .selectFrom('network_interface')
          .select('more' as never)
          .distinct(),
      ),
    );
    await store.close();
    expect(broken).toEqual([]);
    expect(more).toEqual([{ more: 7 }]);
  });

  it('refuse to work on what has left them behind', async () => {
    const old = await run('known');
    const newer = await run('breaking');
    await expect
      .poll(() => old.client.call('vpc', 'DescribeVpcs'))
      .toMatchObject({ status: 503, code: 'ServiceUnavailableTemp' });
    const health = await (await fetch(`http://${old.host}/_tenon/health`)).json();
    expect(health).toMatchObject({ ready: false });
    expect(await newer.client.call('vpc', 'DescribeVpcs')).toMatchObject({ status: 200 });
    const [knows, takes] = [HISTORIES.known.length, HISTORIES.breaking.length];
    await expect(start(place.url, 'known')).rejects.toThrow(
      `1: Error: the store is of a newer version (${takes}) than this Tenon knows (${knows}): ` +
        `it takes one that knows ${takes} at the least`,
    );
  });
});

describe.each(ENGINES.filter((engine) => engine !== 'memory'))('on %s', (engine) => {
  beforeEach(async () => {
    place = await placeOn(engine, 'new');
  });

  it('a step is taken anew after a process died in the middle of it', async () => {
    await expect(start(place.url, 'deadly')).rejects.toThrow('SIGKILL');
    const next = await run('known');
    const { instanceIds } = await scene(next.client, { cidr: '10.1.0.0/16', instances: 2 });
    await stop(next);
    const newer = await run('additive');
    const { Instances } = await newer.client.ok('ecs', 'DescribeInstances');
    expect(Instances).toHaveLength(instanceIds.length);
  });
});
