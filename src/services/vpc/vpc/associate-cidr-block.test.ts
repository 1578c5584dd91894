import { afterEach, describe, expect, it } from 'vitest';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const show = (VpcId: string) => server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
const associate = (VpcId: string, input: Record<string, unknown>) =>
  server.client.vpc('AssociateVpcCidrBlock', { VpcId, ...input });

async function associated(VpcId: string, input: Record<string, unknown>) {
  const answer = await server.client.ok('vpc', 'AssociateVpcCidrBlock', { VpcId, ...input });
  await server.settled();
  return answer;
}

const shanghai = () => {
  const key = server.world.accounts[0]?.keys[0];
  if (key === undefined) throw new Error('the default world has a key');
  return server.as(key, 'cn-shanghai');
};

describe('AssociateVpcCidrBlock', () => {
  it('gives a VPC a secondary block: it is Pending, then Available', async () => {
    server = await startServer({ transitions: 'manual' });
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const second = { SecondaryCidrBlock: '10.1.0.0/16' };
    expect(await associate(VpcId, second)).toMatchObject({
      status: 400,
      code: 'InvalidVpc.InvalidStatus',
    });
    await server.advance(LATER);
    const { result } = await associate(VpcId, second);
    expect(result).toMatchObject({
      VpcId,
      SecondaryCidrBlocks: ['10.1.0.0/16'],
      Ipv6CidrBlocks: [],
      AsyncTaskId: expect.stringMatching(/^task-/),
    });
    const blocks = { CidrBlock: '10.0.0.0/16', SecondaryCidrBlocks: ['10.1.0.0/16'] };
    expect(await show(VpcId)).toMatchObject({ ...blocks, Status: 'Pending' });
    expect(await associate(VpcId, { SecondaryCidrBlock: '10.2.0.0/16' })).toMatchObject({
      code: 'InvalidVpc.InvalidStatus',
    });
    await server.advance(LATER);
    expect(await show(VpcId)).toMatchObject({ ...blocks, Status: 'Available' });
    const { Vpcs } = await server.client.ok('vpc', 'DescribeVpcs');
    expect(Vpcs).toMatchObject([blocks]);
  });

  it('keeps the blocks in the order in which they came', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
    for (const block of ['10.9.0.0/16', '10.1.0.0/24', '10.200.0.0/28']) {
      await associated(VpcId, { SecondaryCidrBlock: block });
    }
    expect(await show(VpcId)).toMatchObject({
      SecondaryCidrBlocks: ['10.9.0.0/16', '10.1.0.0/24', '10.200.0.0/28'],
      UserCidrBlocks: [],
    });
  });

  it('lets subnets stand in secondary blocks, each in one of them whole', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/17' });
    const subnet = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '10.0.128.0/24' };
    const outside = { status: 400, code: 'InvalidCidr.VpcMismatch' };
    expect(await server.client.vpc('CreateSubnet', subnet)).toMatchObject(outside);
    await associated(VpcId, { SecondaryCidrBlock: '10.0.128.0/17' });
    const across = { ...subnet, CidrBlock: '10.0.0.0/16' };
    expect(await server.client.vpc('CreateSubnet', across)).toMatchObject(outside);
    const SubnetId = await madeSubnet(server, VpcId, { CidrBlock: '10.0.128.0/24' });
    expect(await server.client.vpc('CreateSubnet', subnet)).toMatchObject({
      code: 'InvalidCidr.Conflict',
    });
    expect(await server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId })).toMatchObject({
      CidrBlock: '10.0.128.0/24',
      AvailableIpAddressCount: 253,
    });
  });

  it.each([
    ['10.0.0.0/16', 'InvalidCidr.Conflict'],
    ['10.0.128.0/17', 'InvalidCidr.Conflict'],
    ['10.0.0.0/8', 'InvalidCidr.Conflict'],
    ['10.1.2.0/24', 'InvalidCidr.Conflict'],
    ['10.3.0.0/16', 'InvalidCidr.Conflict'],
    ['172.16.0.0/16', 'InvalidCidr.NotSupport'],
    ['192.168.0.0/16', 'InvalidCidr.NotSupport'],
    ['11.0.0.0/16', 'InvalidCidr.Malformed'],
    ['10.2.0.0/29', 'InvalidCidr.Malformed'],
    ['10.2.0.1/16', 'InvalidCidr.Malformed'],
    ['fd00::/56', 'InvalidCidr.Malformed'],
    ['everything', 'InvalidCidr.Malformed'],
    ['', 'MissingParameter'],
  ])('refuses the secondary block %s', async (SecondaryCidrBlock, code) => {
    server = await startServer();
    const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
    await associated(VpcId, { SecondaryCidrBlock: '10.1.0.0/16' });
    await server.client.ok('vpc', 'AssociateVpcUserCidrBlock', {
      VpcId,
      UserCidrBlock: '10.3.1.0/24',
    });
    expect(await associate(VpcId, { SecondaryCidrBlock })).toMatchObject({ status: 400, code });
    expect(await show(VpcId)).toMatchObject({ SecondaryCidrBlocks: ['10.1.0.0/16'] });
  });

  it('names the VPC in whose way a block is', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    expect(await associate(VpcId, { SecondaryCidrBlock: '10.0.0.0/24' })).toMatchObject({
      message: 'The specified cidr block conflicts with the cidr block of the specified VPC.',
    });
    expect(await associate('vpc-none', { SecondaryCidrBlock: '10.0.0.0/24' })).toMatchObject({
      status: 404,
      code: 'InvalidVpc.NotFound',
    });
  });

  it('refuses a block that is the destination of a route', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
    const SubnetId = await madeSubnet(server, VpcId);
    const { HaVipId } = await server.client.ok('vpc', 'CreateHaVip', { SubnetId });
    const { RouteTableIds } = await show(VpcId);
    for (const DestinationCidrBlock of ['10.1.0.0/16', 'fd00:0:0:100::/56']) {
      await server.client.ok('vpc', 'CreateRouteEntry', {
        RouteTableId: RouteTableIds[0],
        DestinationCidrBlock,
        NextHopType: 'HaVip',
        NextHopId: HaVipId,
      });
    }
    const conflict = { status: 400, code: 'InvalidCidr.Conflict' };
    expect(await associate(VpcId, { SecondaryCidrBlock: '10.1.0.0/16' })).toMatchObject(conflict);
    expect(await associate(VpcId, { Ipv6CidrBlock: 'fd00:0:0:100::/56' })).toMatchObject(conflict);
    expect(await associate(VpcId, { SecondaryCidrBlock: '10.1.0.0/17' })).toMatchObject({
      status: 200,
    });
  });

  it('keeps to the quota of secondary blocks', async () => {
    server = await startServer({ world: makeWorld({ quotas: { SecondaryBlocksPerVpc: 1 } }) });
    const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
    await associated(VpcId, { SecondaryCidrBlock: '10.1.0.0/16' });
    expect(await associate(VpcId, { SecondaryCidrBlock: '10.2.0.0/16' })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.VpcCidrBlock',
    });
    expect(await associate(VpcId, { Ipv6Isp: 'BGP' })).toMatchObject({ status: 200 });
  });

  it('takes blocks of a VPC out of the world with it', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
    const ipv6 = { Ipv6CidrBlock: 'fd00:0:0:100::/56' };
    await associated(VpcId, { SecondaryCidrBlock: '10.1.0.0/16', ...ipv6 });
    await server.client.ok('vpc', 'DeleteVpc', { VpcId });
    await server.settled();
    const rows = await server.store.read(async (tx) => [
      ...(await tx.select((db) => db.selectFrom('vpc_ipv4_block').selectAll())),
      ...(await tx.select((db) => db.selectFrom('vpc_ipv6_block').selectAll())),
    ]);
    expect(rows).toEqual([]);
  });
});

describe('AssociateVpcCidrBlock with IPv6', () => {
  it('turns IPv6 on, with an automatic block or a given one', async () => {
    server = await startServer();
    const one = await madeVpc(server);
    const { Ipv6CidrBlocks } = await associated(one, { Ipv6Isp: 'BGP' });
    expect(Ipv6CidrBlocks).toEqual([
      { Ipv6CidrBlock: expect.stringMatching(/^fd.+::\/56$/), Ipv6Isp: 'BGP' },
    ]);
    expect(await show(one)).toMatchObject({
      Ipv6CidrBlock: Ipv6CidrBlocks[0].Ipv6CidrBlock,
      Ipv6CidrBlocks,
    });
    const two = await madeVpc(server);
    const given = await associated(two, { Ipv6CidrBlock: 'FD00:0:0:A00::/56', Ipv6MaskLen: 99 });
    expect(given.Ipv6CidrBlocks).toEqual([{ Ipv6CidrBlock: 'fd00:0:0:a00::/56', Ipv6Isp: 'BGP' }]);
    await madeSubnet(server, two, { Ipv6CidrBlock: 1 });
  });

  it('gives IPv4 and IPv6 blocks together', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
    const both = { SecondaryCidrBlock: '10.1.0.0/16', Ipv6MaskLen: 56 };
    expect(await associated(VpcId, both)).toMatchObject({
      SecondaryCidrBlocks: ['10.1.0.0/16'],
      Ipv6CidrBlocks: [{ Ipv6Isp: 'BGP' }],
    });
  });

  it('gives one block of each carrier, of which subnets choose', async () => {
    server = await startServer();
    const client = shanghai();
    const { VpcId } = await client.ok('vpc', 'CreateVpc', {
      CidrBlock: '10.0.0.0/8',
      EnableIpv6: true,
      Ipv6CidrBlock: 'fd00:0:0:100::/56',
    });
    const add = (input: Record<string, unknown>) =>
      client.vpc('AssociateVpcCidrBlock', { VpcId, ...input });
    const mobile = { Ipv6Isp: 'ChinaMobile', Ipv6CidrBlock: 'fd00:0:0:200::/62' };
    await server.settled();
    expect(await add({ ...mobile, Ipv6CidrBlock: 'fd00:0:0:104::/62' })).toMatchObject({
      status: 400,
      code: 'InvalidCidr.Conflict',
      message: 'The specified cidr block conflicts with the cidr block of the specified VPC.',
    });
    expect(await add(mobile)).toMatchObject({ status: 200 });
    await server.settled();
    expect(await add({ Ipv6Isp: 'ChinaMobile', Ipv6MaskLen: 62 })).toMatchObject({
      status: 400,
      code: 'InvalidVpc.EnableIpv6',
    });
    expect(await add({ Ipv6CidrBlock: 'fd00:0:0:300::/56' })).toMatchObject({
      status: 400,
      code: 'InvalidVpc.EnableIpv6',
    });
    const subnet = async (input: Record<string, unknown>) => {
      const { result, code } = await client.vpc('CreateSubnet', {
        VpcId,
        ZoneId: 'cn-shanghai-a',
        ...input,
      });
      await server.settled();
      if (result === undefined) return code;
      const { SubnetId } = result;
      return (await client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId })).Ipv6CidrBlock;
    };
    const of = { VpcIpv6CidrBlock: mobile.Ipv6CidrBlock };
    expect(await subnet({ CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: 1 })).toBe('fd00:0:0:101::/64');
    expect(await subnet({ CidrBlock: '10.0.1.0/24', Ipv6CidrBlock: 1, ...of })).toBe(
      'fd00:0:0:201::/64',
    );
    expect(await subnet({ CidrBlock: '10.0.2.0/24', Ipv6CidrBlock: 4, ...of })).toBe(
      'InvalidCidr.Malformed',
    );
    expect(await subnet({ CidrBlock: '10.0.2.0/24', ...of })).toBe('fd00:0:0:200::/64');
    expect(await subnet({ CidrBlock: '10.0.3.0/24', VpcIpv6CidrBlock: 'fd00:0:0:300::/56' })).toBe(
      'InvalidCidr.VpcMismatch',
    );

    // What names a block that the VPC has, asks for nothing new.
    const modify = (Ipv6CidrBlock: string) =>
      client.vpc('ModifyVpcAttributes', { VpcId, EnableIpv6: true, Ipv6CidrBlock });
    expect(await modify(mobile.Ipv6CidrBlock)).toMatchObject({ status: 200 });
    await server.settled();
    expect(await modify('fd00:0:0:300::/56')).toMatchObject({ code: 'InvalidVpc.EnableIpv6' });
  });

  it('moves a subnet from the block of one carrier to that of another', async () => {
    server = await startServer();
    const client = shanghai();
    const { VpcId } = await client.ok('vpc', 'CreateVpc', {
      CidrBlock: '10.0.0.0/8',
      EnableIpv6: true,
      Ipv6CidrBlock: 'fd00:0:0:100::/56',
    });
    await server.settled();
    const other = 'fd00:0:0:200::/62';
    const asked = { VpcId, Ipv6Isp: 'ChinaUnicom', Ipv6CidrBlock: other };
    await client.ok('vpc', 'AssociateVpcCidrBlock', asked);
    await server.settled();
    const { SubnetId } = await client.ok('vpc', 'CreateSubnet', {
      VpcId,
      ZoneId: 'cn-shanghai-a',
      CidrBlock: '10.0.0.0/24',
      Ipv6CidrBlock: 1,
    });
    await server.settled();
    await client.ok('vpc', 'ModifySubnetAttributes', {
      SubnetId,
      EnableIpv6: true,
      Ipv6CidrBlock: 1,
      VpcIpv6CidrBlock: other,
    });
    expect(await client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId })).toMatchObject({
      Ipv6CidrBlock: 'fd00:0:0:201::/64',
    });
  });

  it('refuses a block that another VPC of the region has, whichever action gave it', async () => {
    server = await startServer();
    const block = { Ipv6CidrBlock: 'fd00:0:0:100::/56' };
    const taken = { status: 400, code: 'InvalidCidr.Conflict' };
    await associated(await madeVpc(server), block);
    const two = await madeVpc(server);
    expect(await associate(two, block)).toMatchObject(taken);
    const create = { CidrBlock: '10.0.0.0/8', EnableIpv6: true, ...block };
    expect(await server.client.vpc('CreateVpc', create)).toMatchObject(taken);
    expect(await show(two)).toMatchObject({ Ipv6CidrBlock: '', Status: 'Available' });
  });

  it.each([
    [{ Ipv6CidrBlock: 'fd00:0:0:100::/64' }, 'InvalidCidr.Malformed'],
    [{ Ipv6CidrBlock: 'ten' }, 'InvalidCidr.Malformed'],
    [{ Ipv6MaskLen: 60 }, 'InvalidIpv6MaskLen.Malformed'],
    [{ Ipv6Isp: 'ChinaMobile', Ipv6MaskLen: 62 }, 'InvalidIpv6Isp.NotSupport'],
    [{ Ipv6Isp: 'Comcast' }, 'InvalidIpv6Isp.Malformed'],
    [{}, 'MissingParameter'],
  ])('refuses %j', async (input, code) => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    expect(await associate(VpcId, input)).toMatchObject({ status: 400, code });
    expect(await show(VpcId)).toMatchObject({ Ipv6CidrBlocks: [] });
  });
});
