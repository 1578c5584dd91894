import { afterEach, describe, expect, it } from 'vitest';
import { isPaged } from '#gateway/page-tokens.ts';
import { SERVICES } from '#test/support/services.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { OTHER, worldOfTwo } from '../support/accounts.ts';
import { onPostgres } from '../support/postgres.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { placeOn } from '../support/stores.ts';
import { LISTS } from './lists.ts';

/*
 * A token is accepted only for the list that gave it out: the same action, account, region and
 * conditions. Every list is tested.
 */

const REFUSED = { status: 400, code: 'InvalidNextToken.Malformed' };

let server: TestServer;
afterEach(() => server.close());

const ACTIONS = SERVICES.flatMap(({ name, actions }) =>
  actions.filter(isPaged).map((action) => [name, action.name] as const),
);

const GLOBAL = new Set(SERVICES.filter(({ global }) => global).map(({ name }) => name));

describe.each(Object.entries(LISTS))('a token of %s', (list, { rows, id, condition, scene }) => {
  const [service = '', action = ''] = list.split(' ');

  it('is taken by its own list alone', async () => {
    server = await startServer({ world: worldOfTwo() });
    const { input = {}, add } = await scene(server);
    for (let n = 0; n < 3; n += 1) await add(n);
    const own = { ...input, MaxResults: 1 };
    const { NextToken } = await server.client.ok(service, action, own);
    const ask = (more: object, client = server.client) =>
      client.call(service, action, { ...own, NextToken, ...more });
    const shown = async (more: object) => {
      const { RequestId, ...page } = (await ask(more)).result;
      return page;
    };

    const next = await shown({});
    expect(NextToken.length).toBeLessThanOrEqual(256);
    expect((await shown({ MaxResults: 2 }))[rows].map(id)[0]).toBe(id(next[rows][0]));
    expect((await shown({ NextToken: '' })).NextToken).toBe(NextToken);

    expect(await ask({}, server.as(OTHER)), 'another account').toMatchObject(REFUSED);
    const elsewhere = server.as(DEFAULT_ACCOUNT, 'cn-shanghai');
    const there = await ask({}, elsewhere);
    // What a service without regions answers is the same wherever it is asked.
    if (GLOBAL.has(service)) expect(there).toMatchObject({ status: 200 });
    else expect(there, 'another region').toMatchObject(REFUSED);
    expect(await ask(condition), 'other conditions').toMatchObject(REFUSED);
    for (const [of, other] of ACTIONS) {
      if (of === service && other === action) continue;
      const asked = { NextToken, ...LISTED[`${of} ${other}`] };
      expect(await server.client.call(of, other, asked), other).toMatchObject(REFUSED);
    }
    const bytes = Buffer.from(NextToken, 'base64url');
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    for (const changed of [
      bytes.toString('base64url'),
      NextToken.slice(0, -1),
      NextToken.slice(1),
      `${NextToken}A`,
      `${NextToken}=`,
      'no token',
      'x',
      Buffer.from(`a1vpc-1\u0000\n3`).toString('base64url'),
    ]) {
      expect(await ask({ NextToken: changed }), changed).toMatchObject(REFUSED);
    }
    expect(await ask({ NextToken: `${NextToken}\u0000` })).toMatchObject({ status: 400 });
    // None of these requests has made the token unusable.
    expect(await shown({})).toEqual(next);
  });
});

/** What another list needs beside the token, so that nothing else is wrong with the request. */
const LISTED: Readonly<Record<string, object>> = {
  'vpc DescribeIpv6EgressOnlyRules': { Ipv6GatewayId: 'ipv6gw-1' },
  'vpc DescribeIpAddressPoolCidrBlocks': { IpAddressPoolId: 'ippool-1' },
  'vpc DescribeIpamPoolCidrs': { IpamPoolId: 'ipam-pool-1' },
  'vpc DescribeIpamPoolAllocations': { IpamPoolId: 'ipam-pool-1' },
  'vpc DescribeIpamResourceCidrs': { IpamScopeId: 'ipam-scope-1', VpcId: 'vpc-1' },
  'vpc DescribeIpamDiscoveredResourceCidrs': {
    IpamResourceDiscoveryId: 'ipam-res-disco-1',
    ResourceRegionId: 'cn-beijing',
  },
  'vpc ListTagsForIpamResources': { ResourceType: 'ipam' },
  'vpc DescribePrefixListEntries': { PrefixListId: 'pl-1' },
  'vpc DescribePrefixListAssociations': { PrefixListId: 'pl-1' },
  'vpc DescribeRouteEntryList': { RouteTableId: 'vtb-1' },
  'natgateway ListTagsForResources': { ResourceType: 'ngw' },
  'iam ListTagsForResources': { ResourceType: 'User' },
  'clb ListTagsForResources': { ResourceType: 'acl' },
  'vpc ListTagsForResources': { ResourceType: 'vpc' },
  'ecs DescribeImageSharePermission': { ImageId: 'image-1' },
  'ecs DescribeTags': { ResourceType: 'instance' },
  'ecs ListTagsForResources': { ResourceType: 'instance' },
};

describe('the key of the tokens', () => {
  const vpcs = (at: TestServer, more: object = {}) =>
    at.client.ok('vpc', 'DescribeVpcs', { MaxResults: 1, ...more });
  const idsIn = (page: { Vpcs: { VpcId: string }[] }) => page.Vpcs.map(({ VpcId }) => VpcId);
  const make = async (count: number) => {
    const made: string[] = [];
    while (made.length < count) {
      made.push((await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' })).VpcId);
    }
    return made;
  };

  it('is the same after a restart', async () => {
    const place = await placeOn(onPostgres ? 'postgres' : 'sqlite');
    server = await startServer({ store: place.url });
    const made = await make(2);
    const { NextToken } = await vpcs(server);
    await server.close();
    server = await startServer({ store: place.url });
    expect(idsIn(await vpcs(server, { NextToken }))).toEqual(made.slice(1));
    await server.close();
    await place.leave();
    server = await startServer();
  });

  it.runIf(onPostgres)('is the same in every process, whichever needs it first', async () => {
    const place = await placeOn('postgres');
    server = await startServer({ store: place.url });
    const others = await Promise.all([1, 2, 3].map(() => startServer({ store: place.url })));
    const made = await make(2);
    const all = [server, ...others];
    const pages = await Promise.all(all.map((each) => vpcs(each)));
    expect(new Set(pages.map(({ NextToken }) => NextToken)).size).toBe(1);
    for (const each of all) {
      expect(idsIn(await vpcs(each, { NextToken: pages[0].NextToken }))).toEqual(made.slice(1));
    }
    await Promise.all(all.map((each) => each.close()));
    await place.leave();
    server = await startServer();
  });

  it('outlives a reset, which other processes do not hear of', async () => {
    server = await startServer();
    await make(2);
    const { NextToken } = await vpcs(server);
    await server.reset();
    expect(idsIn(await vpcs(server, { NextToken }))).toEqual([]);
    const kept = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('secret').select('id')),
    );
    expect(kept).toEqual([{ id: 'page-tokens' }]);
  });
});
