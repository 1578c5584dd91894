import { afterEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { creatingVpc, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';
import { type Ipv4Range, ipv4Range, overlaps } from './range.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;
const ZoneId = 'cn-beijing-a';

let server: TestServer;
afterEach(() => server.close());

const create = (VpcId: string, input: Record<string, unknown>) =>
  server.client.vpc('CreateSubnet', { VpcId, ZoneId, ...input });
const show = (SubnetId: string) =>
  server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId });

async function subnets(): Promise<number> {
  return (await server.client.ok('vpc', 'DescribeSubnets')).TotalCount;
}

const range = (cidr = ''): Ipv4Range[] => [ipv4Range(cidr)].filter((each) => each !== undefined);

describe('CreateSubnet', () => {
  it('makes a subnet that is Pending, then Available', async () => {
    server = await startServer({ transitions: 'manual' });
    const VpcId = await creatingVpc(server);
    const wanted = { CidrBlock: '10.0.0.0/24' };
    expect(await create(VpcId, wanted)).toMatchObject({
      status: 400,
      code: 'InvalidVpc.InvalidStatus',
      message: 'The specified VPC is not in the correct status for the request.',
    });
    await server.advance(LATER);
    const { result } = await create(VpcId, wanted);
    expect(result.SubnetId).toMatch(/^subnet-[0-9a-z]{25}$/);
    expect(await show(result.SubnetId)).toMatchObject({ Status: 'Pending' });
    await server.advance(LATER);
    expect(await show(result.SubnetId)).toMatchObject({ Status: 'Available' });
  });

  it("takes what is given, its project from the VPC, and says the vendor's default of the rest", async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { ProjectName: 'network' });
    const { RouteTableIds } = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
    const full = await madeSubnet(server, VpcId, {
      SubnetName: 'subnet-1',
      Description: 'mine',
      ZoneId: 'cn-beijing-b',
      Tags: [{ Key: 'env', Value: 'test' }],
    });
    expect(await show(full)).toMatchObject({
      SubnetName: 'subnet-1',
      Description: 'mine',
      ZoneId: 'cn-beijing-b',
      Tags: [{ Key: 'env', Value: 'test' }],
    });
    const bare = await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' });
    const { RequestId: _, ...view } = await show(bare);
    expect(view).toEqual({
      SubnetId: bare,
      SubnetName: bare,
      Description: '',
      AccountId: server.world.defaultAccountId,
      ProjectName: 'network',
      VpcId,
      ZoneId,
      Status: 'Available',
      CidrBlock: '10.0.1.0/24',
      Ipv6CidrBlock: '',
      TotalIpv4Count: 253,
      AvailableIpAddressCount: 253,
      RouteTable: { RouteTableId: RouteTableIds[0], RouteTableType: 'System' },
      NetworkAclId: '',
      IsDefault: false,
      Tags: [],
      CreationTime: expect.stringMatching(/\+08:00$/),
      UpdateTime: expect.stringMatching(/\+08:00$/),
    });
  });

  it.each(['10.0.0.0/8', '10.9.8.0/29'])('takes the block %s', async (CidrBlock) => {
    server = await startServer();
    expect(await create(await madeVpc(server), { CidrBlock })).toMatchObject({ status: 200 });
  });

  it.each([
    [{}, 400, 'MissingParameter'],
    [{ CidrBlock: '10.0.0.0/30' }, 400, 'InvalidCidr.Malformed'],
    [{ CidrBlock: '10.0.0.1/24' }, 400, 'InvalidCidr.Malformed'],
    [{ CidrBlock: 'fd00::/64' }, 400, 'InvalidCidr.Malformed'],
    [{ CidrBlock: '172.16.0.0/24' }, 400, 'InvalidCidr.VpcMismatch'],
    [{ CidrBlock: '10.0.0.0/7' }, 400, 'InvalidCidr.VpcMismatch'],
    [{ CidrBlock: '10.0.0.0/24', ZoneId: 'cn-shanghai-a' }, 404, 'InvalidZone.NotFound'],
    [{ CidrBlock: '10.0.0.0/24', VpcId: 'vpc-nowhere' }, 404, 'InvalidVpc.NotFound'],
    [{ CidrBlock: '10.0.0.0/24', IsIpv6Only: true }, 400, 'InvalidParameter'],
    [{ CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: 1 }, 400, 'InvalidVpc.DisableIpv6'],
    [{ IsIpv6Only: true }, 400, 'InvalidVpc.DisableIpv6'],
    [{ CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: 256 }, 400, 'InvalidCidr.Malformed'],
    [{ CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: -1 }, 400, 'InvalidCidr.Malformed'],
    [{ CidrBlock: '10.0.0.0/24', SubnetName: '_' }, 400, 'InvalidName.Malformed'],
    [{ CidrBlock: '10.0.0.0/24', Description: '(d)' }, 400, 'InvalidDescription.Malformed'],
  ])('refuses %j', async (input, status, code) => {
    server = await startServer();
    expect(await create(await madeVpc(server), input)).toMatchObject({ status, code });
    expect(await subnets()).toBe(0);
  });

  it('refuses a block outside a small VPC, even the one around it', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { CidrBlock: '10.1.0.0/16' });
    for (const CidrBlock of ['10.0.0.0/15', '10.2.0.0/24', '10.0.255.0/24']) {
      expect(await create(VpcId, { CidrBlock })).toMatchObject({
        status: 400,
        code: 'InvalidCidr.VpcMismatch',
      });
    }
  });

  it("refuses another account's VPC", async () => {
    server = await startServer({ world: worldOfTwo() });
    const VpcId = await madeVpc(server);
    const input = { VpcId, ZoneId, CidrBlock: '10.0.0.0/24' };
    expect(await server.as(OTHER).vpc('CreateSubnet', input)).toMatchObject({
      status: 404,
      code: 'InvalidVpc.NotFound',
    });
  });

  it('refuses a block that overlaps with another of the VPC, and names that', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    const there = await madeSubnet(server, VpcId, { CidrBlock: '10.1.0.0/16' });
    for (const CidrBlock of ['10.1.0.0/16', '10.1.2.0/24', '10.0.0.0/12', '10.0.0.0/8']) {
      expect(await create(VpcId, { CidrBlock })).toMatchObject({
        status: 400,
        code: 'InvalidCidr.Conflict',
        message: `The specified cidr block conflicts with the cidr block of ${there}.`,
      });
    }
    expect(await create(VpcId, { CidrBlock: '10.2.0.0/16' })).toMatchObject({ status: 200 });
    expect(await create(await madeVpc(server), { CidrBlock: '10.1.0.0/16' })).toMatchObject({
      status: 200,
    });
  });

  it('never makes two that overlap, however they arrive', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    const blocks = ['10.0.0.0/24', '10.0.0.0/22', '10.0.2.0/23', '10.0.1.0/24', '10.0.0.0/23'];
    const replies = await Promise.all(
      [...blocks, ...blocks].map((CidrBlock) => create(VpcId, { CidrBlock })),
    );
    const refused = replies.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['InvalidCidr.Conflict']));
    const { Subnets } = await server.client.ok('vpc', 'DescribeSubnets', { VpcId });
    const made = Subnets.flatMap(({ CidrBlock }: Record<string, string>) => range(CidrBlock));
    expect(made.length).toBe(replies.length - refused.length);
    for (const one of made) {
      expect(made.filter((other: Ipv4Range) => overlaps(one, other))).toEqual([one]);
    }
  });

  it('keeps to the quota of subnets per VPC', async () => {
    server = await startServer({ world: makeWorld({ quotas: { SubnetsPerVpc: 1 } }) });
    const VpcId = await madeVpc(server);
    const SubnetId = await madeSubnet(server, VpcId);
    const next = { CidrBlock: '10.0.1.0/24' };
    expect(await create(VpcId, next)).toMatchObject({ status: 400, code: 'QuotaExceeded.Subnet' });
    expect(await create(await madeVpc(server), next)).toMatchObject({ status: 200 });
    await server.client.ok('vpc', 'DeleteSubnet', { SubnetId });
    await server.settled();
    expect(await create(VpcId, next)).toMatchObject({ status: 200 });
  });

  it('repeats its answer to a repeated ClientToken', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    const input = { CidrBlock: '10.0.0.0/24', ClientToken: 'once' };
    const first = await create(VpcId, input);
    expect((await create(VpcId, input)).result.SubnetId).toBe(first.result.SubnetId);
    expect(await create(VpcId, { ...input, CidrBlock: '10.0.1.0/24' })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
    });
  });
});

describe('CreateSubnet with IPv6', () => {
  const Ipv6CidrBlock = 'fd00:1:2:a600::/56';
  const withIpv6 = () => madeVpc(server, { EnableIpv6: true, Ipv6CidrBlock });

  it("takes the last 8 bits of the /64 of the VPC's block, once", async () => {
    server = await startServer();
    const VpcId = await withIpv6();
    const there = await madeSubnet(server, VpcId, { Ipv6CidrBlock: 255 });
    expect(await show(there)).toMatchObject({ Ipv6CidrBlock: 'fd00:1:2:a6ff::/64' });
    const next = { CidrBlock: '10.0.1.0/24' };
    expect(await create(VpcId, { ...next, Ipv6CidrBlock: 255 })).toMatchObject({
      status: 400,
      code: 'InvalidCidr.Conflict',
      message: `The specified cidr block conflicts with the cidr block of ${there}.`,
    });
    const second = await madeSubnet(server, VpcId, { ...next, Ipv6CidrBlock: 0 });
    expect(await show(second)).toMatchObject({ Ipv6CidrBlock: 'fd00:1:2:a600::/64' });
    const third = await madeSubnet(server, VpcId, { CidrBlock: '10.0.2.0/24' });
    expect(await show(third)).toMatchObject({ Ipv6CidrBlock: '' });
  });

  it('makes a subnet of IPv6 alone, with the first /64 that is free', async () => {
    server = await startServer();
    const VpcId = await withIpv6();
    await madeSubnet(server, VpcId, { Ipv6CidrBlock: 0 });
    const { result } = await create(VpcId, { IsIpv6Only: true });
    expect(await show(result.SubnetId)).toMatchObject({
      CidrBlock: '',
      Ipv6CidrBlock: 'fd00:1:2:a601::/64',
      TotalIpv4Count: 0,
      AvailableIpAddressCount: 0,
    });
    const named = await create(VpcId, { IsIpv6Only: true, Ipv6CidrBlock: 9 });
    expect(await show(named.result.SubnetId)).toMatchObject({
      Ipv6CidrBlock: 'fd00:1:2:a609::/64',
    });
  });

  it('takes VpcIpv6CidrBlock when it is the block of the VPC', async () => {
    server = await startServer();
    const VpcId = await withIpv6();
    const input = { CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: 3 };
    const other = { ...input, VpcIpv6CidrBlock: 'fd00:1:2:a700::/56' };
    expect(await create(VpcId, other)).toMatchObject({
      status: 400,
      code: 'InvalidCidr.VpcMismatch',
    });
    const same = { ...input, VpcIpv6CidrBlock: 'FD00:0001:2:A600::/56' };
    expect(await create(VpcId, same)).toMatchObject({ status: 200 });
  });

  it('has few /64 in a longer block, and refuses more', async () => {
    server = await startServer();
    const key = server.world.accounts[0]?.keys[0] ?? OTHER;
    const client = server.as(key, 'cn-shanghai');
    const { VpcId } = await client.ok('vpc', 'CreateVpc', {
      CidrBlock: '10.0.0.0/8',
      EnableIpv6: true,
      Ipv6Isp: 'ChinaMobile',
      Ipv6CidrBlock: 'fd00:1:2:a604::/63',
    });
    await server.settled();
    const next = (input: Record<string, unknown>) =>
      client.vpc('CreateSubnet', { VpcId, ZoneId: 'cn-shanghai-a', IsIpv6Only: true, ...input });
    expect(await next({ Ipv6CidrBlock: 3 })).toMatchObject({ code: 'InvalidCidr.Malformed' });
    expect(await next({ Ipv6CidrBlock: 5 })).toMatchObject({ status: 200 });
    expect(await next({})).toMatchObject({ status: 200 });
    expect(await next({})).toMatchObject({ status: 400, code: 'InvalidCidr.Conflict' });
  });
});
