import { afterEach, beforeEach, expect, it } from 'vitest';
import { pagePlacesOf } from '#core/page-places.ts';
import { digestOf } from '#services/vpc/network-interface/counters.ts';
import { insertInterface } from '#test/support/rows.ts';
import { madeGroup, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/*
 * Where the pages of a long list begin is remembered, and changes no answer: a page by number is the
 * same rows as without, whatever came and went since the page before it.
 */

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer();
  here = await scene(server, { cidr: '10.9.0.0/22' });
});
afterEach(() => server.close());

const INTERFACES = 460;
const PageSize = 100;

async function insert(count: number, spec = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 20) {
    await server.store.write(async (tx) => {
      for (let each = 0; each < Math.min(20, count - at); each += 1) {
        ids.push(await insertInterface(server, tx, here, spec));
      }
    });
  }
  return ids;
}

const remove = (id: string) =>
  server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: id });

async function page(number: number, input = {}): Promise<string[]> {
  const { NetworkInterfaceSets } = (await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
    ...{ PageNumber: number, PageSize },
    ...input,
  })) as { NetworkInterfaceSets: { NetworkInterfaceId: string }[] };
  return NetworkInterfaceSets.map(({ NetworkInterfaceId }) => NetworkInterfaceId);
}

const slice = (ids: readonly string[], number: number) =>
  ids.slice((number - 1) * PageSize, number * PageSize);

it('reads on from where the page before ended', async () => {
  const ids = await insert(INTERFACES);
  for (const number of [3, 4, 5, 6, 4]) expect(await page(number)).toEqual(slice(ids, number));
  const places = pagePlacesOf(server.world);
  const spy: number[] = [];
  const { before } = places;
  places.before = (...given) => {
    const found = before.apply(places, given);
    spy.push(found.offset);
    return found;
  };
  expect(await page(4)).toEqual(slice(ids, 4));
  expect(await page(5)).toEqual(slice(ids, 5));
  expect(spy).toEqual([300, 400]);
});

it.each([
  ['an interface before the page is deleted', 0],
  ['one of the page is', 350],
  ['one after it is', 455],
])('answers the rows that there are when %s', async (_, at) => {
  const ids = await insert(INTERFACES);
  for (const number of [3, 4]) expect(await page(number)).toEqual(slice(ids, number));
  await remove(ids[at] ?? '');
  const left = ids.filter((_, index) => index !== at);
  for (const number of [4, 5]) expect(await page(number)).toEqual(slice(left, number));
});

it('answers them when one comes for each that goes', async () => {
  const ids = await insert(INTERFACES);
  for (const number of [3, 4]) expect(await page(number)).toEqual(slice(ids, number));
  await remove(ids[7] ?? '');
  const [made] = await insert(1);
  const now = [...ids.filter((_, index) => index !== 7), made ?? ''];
  for (const number of [4, 5]) expect(await page(number)).toEqual(slice(now, number));
});

it('takes no list for another', async () => {
  const group = await madeGroup(server, here.vpcId);
  const ids: string[] = [];
  const inGroup: string[] = [];
  for (let at = 0; at < 13; at += 1) {
    ids.push(...(await insert(20)));
    const both = await insert(20, { securityGroupIds: [here.groupId, group] });
    inGroup.push(...both);
    ids.push(...both);
  }
  for (const number of [3, 4]) {
    expect(await page(number)).toEqual(slice(ids, number));
    expect(await page(number, { SecurityGroupId: group })).toEqual(slice(inGroup, number));
  }
});

it('keeps a digest of the interfaces that each counter counts', async () => {
  const ids = await insert(6);
  const group = await madeGroup(server, here.vpcId);
  const first = { NetworkInterfaceId: ids[0] ?? '' };
  await server.client.ok('vpc', 'ModifyNetworkInterfaceAttributes', {
    ...first,
    SecurityGroupIds: [group],
  });
  await remove(ids[1] ?? '');
  const sum = (of: readonly string[]) => of.reduce((total, id) => total + digestOf(id), 0);
  const rows = await server.store.read((tx) =>
    tx.select((db) =>
      db.selectFrom('interface_tally').select(['security_group_id', 'interfaces', 'digest']),
    ),
  );
  const of = (groupId: string) => rows.find((row) => row.security_group_id === groupId);
  expect(of('')).toMatchObject({ interfaces: 5, digest: sum([...ids.slice(2), ids[0] ?? '']) });
  expect(of(here.groupId)).toMatchObject({ interfaces: 4, digest: sum(ids.slice(2)) });
  expect(of(group)).toMatchObject({ interfaces: 1, digest: digestOf(ids[0] ?? '') });
});
