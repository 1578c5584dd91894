import { afterEach, describe, expect, it } from 'vitest';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const create = (input: Record<string, unknown>) => server.client.vpc('CreateVpc', input);
const show = (VpcId: string) => server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });

/** How many VPCs the account has. */
async function vpcs(): Promise<number> {
  return (await server.client.ok('vpc', 'DescribeVpcs')).TotalCount;
}

describe('CreateVpc', () => {
  it('makes a VPC that is Creating, then Available', async () => {
    server = await startServer({ transitions: 'manual' });
    const { VpcId, RouteTableId } = await server.client.ok('vpc', 'CreateVpc', {
      CidrBlock: '172.16.0.0/12',
    });
    expect(VpcId).toMatch(/^vpc-[0-9a-z]{25}$/);
    expect(RouteTableId).toMatch(/^vtb-[0-9a-z]{25}$/);
    expect(await show(VpcId)).toMatchObject({ Status: 'Creating', RouteTableIds: [RouteTableId] });
    await server.advance(LATER);
    expect(await show(VpcId)).toMatchObject({ Status: 'Available' });
  });

  it("takes what is given and says the vendor's default of the rest", async () => {
    server = await startServer();
    const full = await madeVpc(server, {
      CidrBlock: '192.168.0.0/28',
      VpcName: 'vpc-一号.a_b',
      Description: 'My first VPC, really.',
      DnsServers: ['100.96.0.2', '2001:db8::53'],
      ProjectName: 'network',
      Tags: [{ Key: 'env', Value: 'test' }],
    });
    expect(await show(full)).toMatchObject({
      VpcName: 'vpc-一号.a_b',
      Description: 'My first VPC, really.',
      CidrBlock: '192.168.0.0/28',
      DnsServers: ['100.96.0.2', '2001:db8::53'],
      ProjectName: 'network',
      Tags: [{ Key: 'env', Value: 'test' }],
    });
    const bare = await madeVpc(server);
    expect(await show(bare)).toMatchObject({
      VpcName: bare,
      Description: '',
      DnsServers: [],
      ProjectName: 'default',
      Tags: [],
      AccountId: server.world.defaultAccountId,
      IsDefault: false,
      Ipv6CidrBlock: '',
      Ipv6CidrBlocks: [],
      SecondaryCidrBlocks: [],
      UserCidrBlocks: [],
      SubnetIds: [],
      NatGatewayIds: [],
      AssociateCens: [],
      NetworkAclNum: '0',
      Ipv4GatewayId: '',
      SupportIpv4Gateway: false,
      CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    });
  });

  it("makes a security group named Default with the rules of the vendor's page", async () => {
    server = await startServer();
    const { SecurityGroupIds } = await show(await madeVpc(server, { ProjectName: 'network' }));
    expect(SecurityGroupIds).toHaveLength(1);
    const [SecurityGroupId] = SecurityGroupIds;
    const group = await server.client.ok('vpc', 'DescribeSecurityGroupAttributes', {
      SecurityGroupId,
    });
    expect(group).toMatchObject({
      SecurityGroupName: 'Default',
      Type: 'default',
      Status: 'Available',
      ProjectName: 'network',
    });
    const rules = group.Permissions.map(
      (rule: Record<string, unknown>) =>
        `${rule.Direction} ${rule.Protocol} ${rule.PortStart}-${rule.PortEnd} ${rule.CidrIp || rule.SourceGroupId}`,
    );
    expect(rules).toEqual([
      'egress all -1--1 0.0.0.0/0',
      'ingress icmp -1--1 0.0.0.0/0',
      'ingress tcp 22-22 0.0.0.0/0',
      'ingress tcp 3389-3389 0.0.0.0/0',
      'ingress tcp 80-80 0.0.0.0/0',
      'ingress tcp 443-443 0.0.0.0/0',
      `ingress all -1--1 ${SecurityGroupId}`,
    ]);
  });

  it.each([
    '10.0.0.0/8',
    '10.255.255.240/28',
    '172.31.0.0/16',
    '192.168.0.0/16',
  ])('takes the private block %s', async (CidrBlock) => {
    server = await startServer();
    expect(await create({ CidrBlock })).toMatchObject({ status: 200 });
  });

  it.each([
    '10.0.0.0/29',
    '10.0.0.0/7',
    '172.16.0.0/11',
    '172.32.0.0/16',
    '192.168.0.0/15',
    '11.0.0.0/16',
    '0.0.0.0/0',
    '10.0.0.1/8',
    '10.0.0.0',
    'fd00::/56',
    'everything',
  ])('refuses the block %s', async (CidrBlock) => {
    server = await startServer();
    expect(await create({ CidrBlock })).toMatchObject({
      status: 400,
      code: 'InvalidCidr.Malformed',
      message: 'The specified cidr block is malformed.',
    });
    expect(await vpcs()).toBe(0);
  });

  it.each([
    [{ CidrBlock: '' }, 'MissingParameter'],
    [{ VpcName: '-vpc' }, 'InvalidName.Malformed'],
    [{ VpcName: 'http://vpc' }, 'InvalidName.Malformed'],
    [{ VpcName: 'v'.repeat(129) }, 'InvalidName.Malformed'],
    [{ Description: 'https://vpc' }, 'InvalidDescription.Malformed'],
    [{ Description: 'd'.repeat(256) }, 'InvalidDescription.Malformed'],
    [{ DnsServers: ['8.8.8'] }, 'InvalidDnsServers.Malformed'],
    [{ DnsServers: ['1.1.1.1', 'dns'] }, 'InvalidDnsServers.Malformed'],
    [{ DnsServers: Array(6).fill('8.8.8.8') }, 'InvalidDnsServers.Malformed'],
    [{ Ipv6Isp: 'Comcast' }, 'InvalidIpv6Isp.Malformed'],
    [{ Tags: [{ Key: 'sys:a' }] }, 'InvalidTagKey.Malformed'],
    [{ DryRun: 'yes' }, 'InvalidParameter'],
  ])('refuses %j', async (input, code) => {
    server = await startServer();
    const reply = await create({ CidrBlock: '10.0.0.0/8', ...input });
    expect(reply).toMatchObject({ status: 400, code });
    expect(await vpcs()).toBe(0);
  });

  it('changes nothing on a dry run, and says that it would have', async () => {
    server = await startServer();
    expect(await create({ CidrBlock: '10.0.0.0/8', DryRun: true })).toMatchObject({
      status: 400,
      code: 'DryRunOperation',
      message:
        'Exception raised to indicate a successfully authorized action when the DryRun flag is set to true.',
    });
    expect(await create({ CidrBlock: '11.0.0.0/8', DryRun: true })).toMatchObject({
      code: 'InvalidCidr.Malformed',
    });
    expect(await vpcs()).toBe(0);
  });

  it('repeats its answer to a repeated ClientToken', async () => {
    server = await startServer();
    const request = { CidrBlock: '10.0.0.0/8', ClientToken: 'once' };
    const first = await server.client.ok('vpc', 'CreateVpc', request);
    expect((await server.client.ok('vpc', 'CreateVpc', request)).VpcId).toBe(first.VpcId);
    expect(await create({ ...request, CidrBlock: '10.0.0.0/16' })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
    });
    expect(await vpcs()).toBe(1);
  });

  it('keeps to the quotas of VPCs and of security groups', async () => {
    server = await startServer({ world: makeWorld({ quotas: { Vpcs: 2, SecurityGroups: 5 } }) });
    await madeVpc(server);
    const second = await madeVpc(server);
    const full = { status: 400, code: 'QuotaExceeded.Vpc' };
    expect(await create({ CidrBlock: '10.0.0.0/8' })).toMatchObject(full);
    await server.client.ok('vpc', 'DeleteVpc', { VpcId: second });
    await server.settled();
    expect(await create({ CidrBlock: '10.0.0.0/8' })).toMatchObject({ status: 200 });
    await server.close();

    server = await startServer({ world: makeWorld({ quotas: { SecurityGroups: 1 } }) });
    await madeVpc(server);
    expect(await create({ CidrBlock: '10.0.0.0/8' })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.SecurityGroup',
    });
  });
});

describe('CreateVpc with IPv6', () => {
  it('gives each VPC a /56 of its own', async () => {
    server = await startServer();
    const blocks = new Set<string>();
    for (let made = 0; made < 5; made += 1) {
      const vpc = await show(await madeVpc(server, { EnableIpv6: true }));
      expect(vpc.Ipv6CidrBlock).toMatch(/^fd[0-9a-f]{2}:[0-9a-f:]+::\/56$/);
      expect(vpc.Ipv6CidrBlocks).toEqual([{ Ipv6CidrBlock: vpc.Ipv6CidrBlock, Ipv6Isp: 'BGP' }]);
      blocks.add(vpc.Ipv6CidrBlock);
    }
    expect(blocks.size).toBe(5);
  });

  it('takes a given block, in one spelling, once in a region', async () => {
    server = await startServer();
    const input = {
      CidrBlock: '10.0.0.0/8',
      EnableIpv6: true,
      Ipv6CidrBlock: '2408:0001:0:A600::/56',
      Ipv6MaskLen: 99,
    };
    const VpcId = await madeVpc(server, input);
    expect(await show(VpcId)).toMatchObject({ Ipv6CidrBlock: '2408:1:0:a600::/56' });
    expect(await create(input)).toMatchObject({
      status: 400,
      code: 'InvalidCidr.Conflict',
      message: 'The specified cidr block conflicts with the cidr block of another VPC.',
    });
    const elsewhere = server.as(server.world.accounts[0]?.keys[0] ?? never(), 'cn-shanghai');
    expect(await elsewhere.vpc('CreateVpc', input)).toMatchObject({ status: 200 });
  });

  it.each([
    [{ Ipv6CidrBlock: 'fd00:1:2:100::/56' }, 'InvalidVpc.DisableIpv6'],
    [{ EnableIpv6: false, Ipv6MaskLen: 56 }, 'InvalidVpc.DisableIpv6'],
    [{ EnableIpv6: true, Ipv6CidrBlock: 'fd00:1:2:100::/64' }, 'InvalidCidr.Malformed'],
    [{ EnableIpv6: true, Ipv6CidrBlock: 'fd00:1:2:101::/56' }, 'InvalidCidr.Malformed'],
    [{ EnableIpv6: true, Ipv6CidrBlock: 'fe80::/56' }, 'InvalidCidr.Malformed'],
    [{ EnableIpv6: true, Ipv6CidrBlock: 'ten' }, 'InvalidCidr.Malformed'],
    [{ EnableIpv6: true, Ipv6MaskLen: 64 }, 'InvalidIpv6MaskLen.Malformed'],
    [{ EnableIpv6: true, Ipv6MaskLen: 129 }, 'InvalidIpv6MaskLen.Malformed'],
    [{ EnableIpv6: true, Ipv6Isp: 'ChinaMobile', Ipv6MaskLen: 64 }, 'InvalidIpv6Isp.NotSupport'],
  ])('refuses %j', async (input, code) => {
    server = await startServer();
    expect(await create({ CidrBlock: '10.0.0.0/8', ...input })).toMatchObject({
      status: 400,
      code,
    });
    expect(await vpcs()).toBe(0);
  });

  it('sells blocks of other carriers in cn-shanghai alone, with a mask of 62 to 64', async () => {
    server = await startServer();
    const client = server.as(server.world.accounts[0]?.keys[0] ?? never(), 'cn-shanghai');
    const request = { CidrBlock: '10.0.0.0/8', EnableIpv6: true, Ipv6Isp: 'ChinaUnicom' };
    expect(await client.vpc('CreateVpc', request)).toMatchObject({
      status: 400,
      code: 'MissingParameter',
      message: 'The request is missing Ipv6MaskLen parameter.',
    });
    expect(await client.vpc('CreateVpc', { ...request, Ipv6MaskLen: 56 })).toMatchObject({
      code: 'InvalidIpv6MaskLen.Malformed',
    });
    const { VpcId } = await client.ok('vpc', 'CreateVpc', { ...request, Ipv6MaskLen: 62 });
    const vpc = await client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
    expect(vpc.Ipv6CidrBlocks).toEqual([
      { Ipv6CidrBlock: expect.stringMatching(/\/62$/), Ipv6Isp: 'ChinaUnicom' },
    ]);
  });
});

function never(): never {
  throw new Error('the default world has a key');
}
