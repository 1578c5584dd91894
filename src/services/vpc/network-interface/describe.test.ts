import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { insertInterface, patchRow } from '#test/support/rows.ts';
import { madeGroup, madeInstance, primaryOf, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
  here = await scene(server);
});
afterEach(() => server.close());

const newInterface = (spec = {}, where = here) =>
  server.store.write((tx) => insertInterface(server, tx, where, spec));
const list = (input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', 'DescribeNetworkInterfaces', input);
const idsIn = (page: { NetworkInterfaceSets: { NetworkInterfaceId: string }[] }) =>
  page.NetworkInterfaceSets.map(({ NetworkInterfaceId }) => NetworkInterfaceId);

describe('DescribeNetworkInterfaces', () => {
  it('answers what DescribeNetworkInterfaceAttributes answers', async () => {
    const id = await newInterface({ privateIps: { count: 2 }, ipv6: { count: 1 } });
    const { NetworkInterfaceSets } = await list();
    const attributes = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId: id,
    });
    const { RequestId, ...view } = attributes;
    expect(NetworkInterfaceSets).toEqual([view]);
  });

  it("lists the caller's interfaces of the region only", async () => {
    const theirs = await scene(server, { client: server.as(OTHER) });
    await newInterface({ accountId: OTHER.accountId }, theirs);
    const mine = await newInterface();
    expect(idsIn(await list())).toEqual([mine]);
    const [account] = server.world.accounts;
    const [key] = account?.keys ?? [];
    if (key === undefined) throw new Error('the default account has a key');
    const elsewhere = await server.as(key, 'cn-shanghai').ok('vpc', 'DescribeNetworkInterfaces');
    expect(elsewhere).toMatchObject({ TotalCount: 0, NetworkInterfaceSets: [] });
  });

  it('filters by each condition and by all together', async () => {
    const there = await scene(server, { zoneId: 'cn-beijing-b', cidr: '10.9.0.0/24' });
    const second = await madeGroup(server, here.vpcId);
    const instanceId = await madeInstance(server, here);
    const primaryId = await primaryOf(server, instanceId);
    const web = await newInterface({
      name: 'web',
      primaryIpAddress: '10.0.0.50',
      privateIps: { given: ['10.0.0.51'] },
      ipv6: { given: ['2001:db8::50'] },
      projectName: 'web',
      securityGroupIds: [here.groupId, second],
      tags: [
        { Key: 'team', Value: 'a' },
        { Key: 'empty', Value: '' },
      ],
    });
    const db = await newInterface({
      name: 'db',
      type: 'trunk',
      primaryIpAddress: '10.0.0.60',
      instanceId,
      status: 'InUse',
      tags: [{ Key: 'team', Value: 'b' }],
    });
    const far = await newInterface({ primaryIpAddress: '10.9.0.50' }, there);
    const all = [primaryId, web, db, far];
    const cases: [Record<string, unknown>, string[]][] = [
      [{}, all],
      [{ NetworkInterfaceIds: [db, web, 'eni-x'] }, [web, db]],
      [{ NetworkInterfaceName: 'web' }, [web]],
      [{ Type: 'primary' }, [primaryId]],
      [{ Type: 'trunk' }, [db]],
      [{ Type: 'secondary' }, [web, far]],
      [{ Status: 'Available' }, [web, far]],
      [{ Status: 'InUse', Type: 'trunk' }, [db]],
      [{ InstanceId: instanceId }, [primaryId, db]],
      [{ InstanceId: 'i-x' }, []],
      [{ VpcId: here.vpcId }, [primaryId, web, db]],
      [{ SubnetId: there.subnetId }, [far]],
      [{ SubnetId: 'subnet-x' }, []],
      [{ ZoneId: 'cn-beijing-b' }, [far]],
      [{ SecurityGroupId: second }, [web]],
      [{ ProjectName: 'web' }, [web]],
      [{ PrimaryIpAddresses: ['10.0.0.50', '10.9.0.50', '10.0.0.51'] }, [web, far]],
      [{ PrimaryIpAddresses: ['10.0.0.50', '10.9.0.50'], VpcId: there.vpcId }, [far]],
      [{ PrivateIpAddresses: ['10.0.0.51', '10.0.0.60'], VpcId: here.vpcId }, [web]],
      [{ Ipv6Addresses: ['2001:DB8:0:0::50'] }, [web]],
      [{ TagFilters: [{ Key: 'team' }] }, [web, db]],
      [{ TagFilters: [{ Key: 'team', Values: ['b', 'c'] }] }, [db]],
      [{ TagFilters: [{ Key: 'team' }, { Key: 'empty', Values: [''] }] }, [web]],
      [{ VpcId: here.vpcId, SecurityGroupId: here.groupId, Status: 'Available' }, [web]],
      [{ EnableWeakConsistency: true }, all],
    ];
    for (const [input, expected] of cases) {
      const page = await list(input);
      expect([input, idsIn(page).sort()]).toEqual([input, [...expected].sort()]);
      expect(page.TotalCount).toBe(expected.length);
    }
  });

  it('takes lists that count from 0, and empty values for absent ones', async () => {
    const id = await newInterface();
    await newInterface();
    const answer = await list({ 'NetworkInterfaceIds.0': id, Type: '', VpcId: '' });
    expect(idsIn(answer)).toEqual([id]);
  });

  it('hides the instance of a service-managed interface', async () => {
    const instanceId = await madeInstance(server, here);
    const primaryId = await primaryOf(server, instanceId);
    const id = await newInterface({ serviceManaged: true, instanceId, status: 'InUse' });
    expect(idsIn(await list({ InstanceId: instanceId }))).toEqual([primaryId]);
    const { NetworkInterfaceSets } = await list({ NetworkInterfaceIds: [id] });
    expect(NetworkInterfaceSets).toMatchObject([
      { ServiceManaged: true, DeviceId: '', Attachment: { InstanceId: '' } },
    ]);
  });

  it('names the VPC', async () => {
    await newInterface();
    await patchRow(server, 'vpc', here.vpcId, { name: 'shop' });
    expect((await list()).NetworkInterfaceSets).toMatchObject([{ VpcName: 'shop' }]);
  });

  it.each([
    ['a VPC that is gone', { VpcId: 'vpc-x' }, 404, 'InvalidVpc.NotFound'],
    [
      'private addresses without a VPC',
      { PrivateIpAddresses: ['10.0.0.9'] },
      400,
      'MissingParameter',
    ],
    ['an unknown status', { Status: 'Sleeping' }, 400, 'InvalidStatus.Malformed'],
    ['a token of no answer', { NextToken: 'x' }, 400, 'InvalidNextToken.Malformed'],
    ['too large a page', { MaxResults: 101 }, 400, 'InvalidMaxResults.Malformed'],
    ['too small a page', { PageSize: 0 }, 400, 'InvalidPageSize.Malformed'],
    [
      '101 ids',
      { NetworkInterfaceIds: Array.from({ length: 101 }, (_, n) => `eni-${n}`) },
      400,
      'InvalidNetworkInterfaceIds.Malformed',
    ],
  ])('refuses %s', async (_, input, status, code) => {
    expect(await server.client.vpc('DescribeNetworkInterfaces', input)).toMatchObject({
      status,
      code,
    });
  });
});

describe('paging', () => {
  let all: string[];
  beforeEach(async () => {
    all = [];
    while (all.length < 23) all.push(await newInterface());
  });

  it('by number: 20 a page unless told, an empty page behind the last', async () => {
    const first = await list();
    expect(idsIn(first)).toEqual(all.slice(0, 20));
    expect(first).toMatchObject({ PageNumber: 1, PageSize: 20, TotalCount: 23 });
    expect(idsIn(await list({ PageNumber: 2 }))).toEqual(all.slice(20));
    expect(idsIn(await list({ PageNumber: 3, PageSize: 10 }))).toEqual(all.slice(20));
    expect(await list({ PageNumber: 4, PageSize: 10 })).toMatchObject({
      NetworkInterfaceSets: [],
      TotalCount: 23,
    });
    expect(idsIn(await list({ PageNumber: 0, PageSize: 5 }))).toEqual(all.slice(0, 5));
  });

  it('by token: 10 a page unless told, and no token on the last', async () => {
    const first = await list({ MaxResults: 23 });
    expect(idsIn(first)).toEqual(all);
    expect(first.NextToken).toBe('');
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await list({ NextToken, ...(NextToken ? {} : { MaxResults: 10 }) });
      expect(page.TotalCount).toBe(23);
      seen.push(...idsIn(page));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(seen).toEqual(all);
  });

  it('by token: what is deleted in between costs no other row', async () => {
    const first = await list({ MaxResults: 5 });
    await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: all[4] });
    await server.settled();
    const next = await list({ MaxResults: 5, NextToken: first.NextToken });
    expect(idsIn(next)).toEqual(all.slice(5, 10));
    // Nobody who reads a long list has it counted for each page.
    expect([next.TotalCount, (await list()).TotalCount]).toEqual([23, 22]);
  });
});

it('does not show what does not exist', async () => {
  expect(
    await server.client.vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId: 'eni-x' }),
  ).toMatchObject({ status: 404, code: 'InvalidEniId.NotFound' });
});
