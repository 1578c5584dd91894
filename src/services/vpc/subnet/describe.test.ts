import { afterEach, beforeEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { callOf } from '#test/support/rows.ts';
import { madeGroup, madeInterface, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeSubnet } from './make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

async function found(input: Record<string, unknown> = {}): Promise<string[]> {
  const { Subnets } = await server.client.ok('vpc', 'DescribeSubnets', input);
  return Subnets.map(({ SubnetId }: { SubnetId: string }) => SubnetId);
}

it('shows the same in the list and by itself', async () => {
  const SubnetId = await madeSubnet(server, await madeVpc(server));
  const { RequestId: _, ...one } = await server.client.ok('vpc', 'DescribeSubnetAttributes', {
    SubnetId,
  });
  const { Subnets } = await server.client.ok('vpc', 'DescribeSubnets', { SubnetIds: [SubnetId] });
  expect(Subnets).toEqual([one]);
});

it('says that a subnet of nobody, of another account or region does not exist', async () => {
  const SubnetId = await madeSubnet(server, await madeVpc(server));
  const gone = { status: 404, code: 'InvalidSubnet.NotFound' };
  const show = (client = server.client, id = SubnetId) =>
    client.vpc('DescribeSubnetAttributes', { SubnetId: id });
  expect(await show()).toMatchObject({ status: 200 });
  expect(await show(server.client, 'subnet-nowhere')).toMatchObject(gone);
  expect(await show(server.as(OTHER))).toMatchObject(gone);
  expect(await show(server.as(DEFAULT_ACCOUNT, 'cn-shanghai'))).toMatchObject(gone);
  expect((await server.as(OTHER).ok('vpc', 'DescribeSubnets')).Subnets).toEqual([]);
});

it('filters by everything it documents, all conditions at once', async () => {
  const [one, two] = [await madeVpc(server, { ProjectName: 'p' }), await madeVpc(server)];
  const a = await madeSubnet(server, one, { SubnetName: 'a', Tags: [{ Key: 'k', Value: 'v' }] });
  const b = await madeSubnet(server, two, { SubnetName: 'b', ZoneId: 'cn-beijing-b' });
  const seeded = await server.store.write((tx) =>
    makeSubnet(tx, callOf(server), {
      id: 'subnet-seeded',
      accountId: DEFAULT_ACCOUNT.id,
      status: 'Available',
      vpc: { id: two, project_name: 'default' },
      zoneId: 'cn-beijing-a',
      cidrBlock: '10.9.0.0/20',
      isDefault: true,
    }),
  );
  expect(seeded).toBe('subnet-seeded');
  expect(await found()).toEqual([a, b, seeded]);
  expect(await found({ SubnetIds: [a, 'subnet-nowhere'] })).toEqual([a]);
  expect(await found({ SubnetName: 'b' })).toEqual([b]);
  expect(await found({ SubnetName: 'B' })).toEqual([]);
  expect(await found({ VpcId: one })).toEqual([a]);
  expect(await found({ VpcId: 'vpc-nowhere' })).toEqual([]);
  expect(await found({ ZoneId: 'cn-beijing-b' })).toEqual([b]);
  expect(await found({ ProjectName: 'p' })).toEqual([a]);
  expect(await found({ IsDefault: true })).toEqual([seeded]);
  expect(await found({ IsDefault: false })).toEqual([a, b]);
  expect(await found({ SubnetOwnerId: DEFAULT_ACCOUNT.id })).toHaveLength(3);
  expect(await found({ SubnetOwnerId: OTHER.accountId })).toEqual([]);
  const { RouteTableIds } = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId: two });
  expect(await found({ RouteTableId: RouteTableIds[0] })).toEqual([b, seeded]);
  expect(await found({ RouteTableId: 'vtb-nowhere' })).toEqual([]);
  expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([a]);
  expect(await found({ VpcId: two, ZoneId: 'cn-beijing-a', IsDefault: false })).toEqual([]);
});

it('counts free addresses as interfaces come and go, and IPv4 ones alone', async () => {
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  const SubnetId = await madeSubnet(server, VpcId, { CidrBlock: '10.0.0.0/20', Ipv6CidrBlock: 1 });
  const group = await madeGroup(server, VpcId);
  const counts = async () => {
    const view = await server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId });
    return [view.TotalIpv4Count, view.AvailableIpAddressCount];
  };
  expect(await counts()).toEqual([4093, 4093]);
  const eni = await madeInterface(
    server,
    { subnetId: SubnetId, groupId: group },
    {
      SecondaryPrivateIpAddressCount: 4,
      Ipv6AddressCount: 3,
    },
  );
  expect(await counts()).toEqual([4093, 4088]);
  await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: eni });
  await server.settled();
  expect(await counts()).toEqual([4093, 4093]);
});

it('pages by number and by token', async () => {
  const VpcId = await madeVpc(server);
  const all: string[] = [];
  while (all.length < 5) {
    all.push(await madeSubnet(server, VpcId, { CidrBlock: `10.0.${all.length}.0/24` }));
  }
  expect(await found({ PageNumber: 3, PageSize: 2 })).toEqual(all.slice(4));
  const seen: string[] = [];
  let NextToken = '';
  do {
    const input = { MaxResults: 3, ...(NextToken && { NextToken }) };
    const answer = await server.client.ok('vpc', 'DescribeSubnets', input);
    expect(answer.TotalCount).toBe(5);
    seen.push(...answer.Subnets.map(({ SubnetId }: { SubnetId: string }) => SubnetId));
    NextToken = answer.NextToken;
  } while (NextToken !== '');
  expect(seen).toEqual(all);
});

it.each([
  [
    { SubnetIds: Array.from({ length: 101 }, (_, n) => `subnet-${n}`) },
    'InvalidSubnetIds.Malformed',
  ],
  [{ PageSize: 101 }, 'InvalidPageSize.Malformed'],
  [{ NextToken: 'zzz' }, 'InvalidNextToken.Malformed'],
])('refuses %j', async (input, code) => {
  expect(await server.client.vpc('DescribeSubnets', input)).toMatchObject({ status: 400, code });
});
