import { afterEach, describe, expect, it } from 'vitest';
import { isPaged } from '#gateway/page-tokens.ts';
import type { ServerOptions } from '#server.ts';
import { SERVICES } from '#test/support/services.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import type { World } from '#world/world.ts';
import { onPostgres } from '../support/postgres.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { placeOn, type TestStore } from '../support/stores.ts';
import { LISTS } from './lists.ts';

/*
 * A client that reads a list page by page gets each row that exists throughout exactly once,
 * whatever is added or removed meanwhile, even the row at the cursor. Every list is tested.
 */

/** Lists of what the world offers: rows come and go with the world file alone. */
const CATALOGUES = {
  'ecs DescribeInstanceTypes': { rows: 'InstanceTypes', id: 'InstanceTypeId' },
  'ecs DescribeRegions': { rows: 'Regions', id: 'RegionId' },
} as const;

/** Lists that never have a row. */
const EMPTY = ['ecs DescribeEventTypes', 'ecs DescribeSystemEvents'];

const ROWS = 6;

let server: TestServer;
let open = false;
const start = async (options: ServerOptions = {}) => {
  server = await startServer(options);
  open = true;
};
const stop = async () => {
  if (open) await server.close();
  open = false;
};
afterEach(stop);

const world = () => makeWorld({ quotas: { HaVipsPerVpc: 20 } });

it('the tables below know every list', () => {
  const paged = SERVICES.flatMap(({ name, actions }) =>
    actions.filter(isPaged).map((action) => `${name} ${action.name}`),
  );
  const known = [...Object.keys(LISTS), ...Object.keys(CATALOGUES), ...EMPTY];
  const what = 'add the list to test/lists/lists.ts: how a row is made, shown and taken away';
  expect(known.sort(), what).toEqual(paged.sort());
});

it.each(
  SERVICES.flatMap(({ name, actions }) =>
    actions.filter(isPaged).map((action) => ({ list: `${name} ${action.name}`, action })),
  ),
)('$list answers a token, and says how it refuses one', ({ action }) => {
  expect(Object.keys(action.result.shape)).toContain('NextToken');
  expect(action.refusals.map(({ code }) => code)).toContain('InvalidNextToken.Malformed');
});

describe.each(Object.entries(LISTS))('%s', (list, { rows, id, scene }) => {
  const [service = '', action = ''] = list.split(' ');

  it('shows each row once, while those shown go and others come', async () => {
    await start({ world: world() });
    const { input = {}, add, remove } = await scene(server);
    for (let n = 0; n < ROWS; n += 1) await add(n);
    const page = (more: object) => server.client.ok(service, action, { ...input, ...more });
    const before = (await page({ MaxResults: 100 }))[rows].map(id);
    expect(before.length).toBeGreaterThanOrEqual(ROWS);
    const seen: string[] = [];
    let NextToken: string | undefined;
    for (let pages = 0; NextToken !== ''; pages += 1) {
      expect(pages).toBeLessThan(2 * before.length);
      const answer = await page({ MaxResults: 2, NextToken });
      seen.push(...answer[rows].map(id));
      for (const row of answer[rows]) await remove(row);
      if (pages === 0) await add(ROWS);
      NextToken = answer.NextToken;
    }
    expect(seen.filter((each) => before.includes(each))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a list of what the world offers', () => {
  let place: TestStore;
  afterEach(() => place.leave());

  it.each(
    Object.entries(CATALOGUES),
  )('%s goes on after a restart with a world that lacks the row at the cursor', async (list, {
    rows,
    id,
  }) => {
    const [service = '', action = ''] = list.split(' ');
    place = await placeOn(onPostgres ? 'postgres' : 'sqlite');
    await start({ store: place.url });
    // In a region that stays.
    const page = (more: Record<string, unknown>) =>
      server.as(DEFAULT_ACCOUNT, 'cn-shanghai').ok(service, action, more);
    const idsOf = (answer: Record<string, Record<string, string>[]>) =>
      answer[rows]?.map((row) => row[id]) ?? [];
    const rest = async (NextToken: string): Promise<(string | undefined)[]> => {
      const answer = await page({ MaxResults: 100, NextToken });
      const ids = idsOf(answer);
      return answer.NextToken === '' ? ids : [...ids, ...(await rest(answer.NextToken))];
    };
    const all = await rest('');
    const first = await page({ MaxResults: 2 });
    await stop();

    const gone = idsOf(first)[1];
    const left = <R extends { id: string }>(each: readonly R[]) =>
      each.filter((row) => row.id !== gone && row.id !== all[0]);
    const { regions, images, instanceTypes }: World = makeWorld();
    await start({
      store: place.url,
      world: makeWorld({
        regions: left(regions),
        images: left(images),
        instanceTypes: left(instanceTypes),
      }),
    });
    expect(await rest(first.NextToken)).toEqual(all.slice(2));
    await stop();
  });
});

it.each(EMPTY)('%s has no row, and takes no token', async (list) => {
  const [service = '', action = ''] = list.split(' ');
  await start();
  expect((await server.client.ok(service, action, { MaxResults: 1 })).NextToken).toBe('');
  expect(await server.client.call(service, action, { NextToken: 'YTE' })).toMatchObject({
    status: 400,
    code: 'InvalidNextToken.Malformed',
  });
});
