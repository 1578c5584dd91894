import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { callOf } from '#test/support/rows.ts';
import { madeGroup, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeVpc } from './make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

/** The ids of the VPCs that an input finds. */
async function found(input: Record<string, unknown> = {}): Promise<string[]> {
  const { Vpcs, TotalCount } = await server.client.ok('vpc', 'DescribeVpcs', input);
  const ids = Vpcs.map(({ VpcId }: { VpcId: string }) => VpcId);
  if (TotalCount < ids.length) throw new Error(`TotalCount is ${TotalCount}`);
  return ids;
}

it('shows the same in the list and by itself, with what stands in the VPC', async () => {
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  const subnets = [
    await madeSubnet(server, VpcId),
    await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' }),
  ];
  const group = await madeGroup(server, VpcId);
  const { RequestId: _, ...one } = await server.client.ok('vpc', 'DescribeVpcAttributes', {
    VpcId,
  });
  expect(one.SubnetIds).toEqual(subnets);
  expect(one.SecurityGroupIds).toHaveLength(2);
  expect(one.SecurityGroupIds).toContain(group);
  const { Vpcs } = await server.client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId] });
  expect(Vpcs).toEqual([one]);
});

it('says that a VPC of nobody, of another account or region does not exist', async () => {
  const VpcId = await madeVpc(server);
  const gone = { status: 404, code: 'InvalidVpc.NotFound' };
  const show = (client = server.client, id = VpcId) =>
    client.vpc('DescribeVpcAttributes', { VpcId: id });
  expect(await show()).toMatchObject({ status: 200 });
  expect(await show(server.client, 'vpc-nowhere')).toMatchObject(gone);
  expect(await show(server.as(OTHER))).toMatchObject(gone);
  expect(await show(server.as(DEFAULT_ACCOUNT, 'cn-shanghai'))).toMatchObject(gone);
  expect((await server.as(OTHER).ok('vpc', 'DescribeVpcs')).Vpcs).toEqual([]);
});

it('filters by everything it documents, all conditions at once', async () => {
  const a = await madeVpc(server, {
    VpcName: 'a',
    ProjectName: 'p',
    Tags: [
      { Key: 'env', Value: 'test' },
      { Key: 'empty', Value: '' },
    ],
  });
  const b = await madeVpc(server, { VpcName: 'b', Tags: [{ Key: 'env', Value: 'live' }] });
  const seeded = await server.store.write((tx) =>
    makeVpc(tx, callOf(server), {
      id: 'vpc-seeded',
      routeTableId: 'vtb-seeded',
      securityGroupId: 'sg-seeded',
      accountId: '2100000001',
      status: 'Available',
      cidrBlock: '172.31.0.0/16',
      isDefault: true,
    }),
  );
  expect(seeded).toEqual({
    id: 'vpc-seeded',
    routeTableId: 'vtb-seeded',
    securityGroupId: 'sg-seeded',
  });
  expect(await found()).toHaveLength(3);
  expect(await found({ VpcIds: [b, 'vpc-nowhere'] })).toEqual([b]);
  expect(await found({ VpcName: 'a' })).toEqual([a]);
  expect(await found({ VpcName: 'A' })).toEqual([]);
  expect(await found({ ProjectName: 'p' })).toEqual([a]);
  expect(await found({ IsDefault: true })).toEqual(['vpc-seeded']);
  expect(await found({ IsDefault: false })).toEqual([a, b]);
  expect(await found({ VpcOwnerId: 2100000001 })).toHaveLength(3);
  expect(await found({ VpcOwnerId: 2100000002 })).toEqual([]);
  const tagged = (Key: string, Values?: string[]) => ({
    TagFilters: [{ Key, ...(Values && { Values }) }],
  });
  expect(await found(tagged('env'))).toEqual([a, b]);
  expect(await found(tagged('env', ['test', 'other']))).toEqual([a]);
  expect(await found({ 'TagFilters.1.Key': 'empty', 'TagFilters.1.Values.1': '' })).toEqual([a]);
  expect(await found({ VpcName: 'b', ...tagged('env', ['test']) })).toEqual([]);
});

it('pages by number and by token', async () => {
  const all: string[] = [];
  while (all.length < 5) all.push(await madeVpc(server));
  const page = (input: Record<string, unknown>) => server.client.ok('vpc', 'DescribeVpcs', input);
  const second = await page({ PageNumber: 2, PageSize: 2 });
  expect(second).toMatchObject({ PageNumber: 2, PageSize: 2, TotalCount: 5 });
  expect(second.Vpcs.map(({ VpcId }: { VpcId: string }) => VpcId)).toEqual(all.slice(2, 4));
  const seen: string[] = [];
  let NextToken = '';
  do {
    const answer = await page({ MaxResults: 2, ...(NextToken && { NextToken }) });
    seen.push(...answer.Vpcs.map(({ VpcId }: { VpcId: string }) => VpcId));
    NextToken = answer.NextToken;
  } while (NextToken !== '');
  expect(seen).toEqual(all);
});

it.each([
  [{ VpcIds: Array.from({ length: 101 }, (_, n) => `vpc-${n}`) }, 'InvalidVpcIds.Malformed'],
  [{ MaxResults: 101 }, 'InvalidMaxResults.Malformed'],
  [{ NextToken: 'zzz' }, 'InvalidNextToken.Malformed'],
  [{ IsDefault: 'maybe' }, 'InvalidParameter'],
])('refuses %j', async (input, code) => {
  expect(await server.client.vpc('DescribeVpcs', input)).toMatchObject({ status: 400, code });
});
