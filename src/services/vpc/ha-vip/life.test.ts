import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeIpv6OnlySubnet, madeSubnet, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
let here: Scene;

async function begin(quotas: Record<string, number> = {}): Promise<void> {
  server = await startServer({ transitions: 'manual', world: worldOfTwo({ quotas }) });
  here = await scene(server);
}
beforeEach(() => begin());
afterEach(() => server.close());

const vpc = (action: string, input: Record<string, unknown>) => server.client.vpc(action, input);
const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', action, input);
const create = (input: Record<string, unknown> = {}) =>
  vpc('CreateHaVip', { SubnetId: here.subnetId, ...input });
const list = async (input: Record<string, unknown> = {}) =>
  (await ok('DescribeHaVips', input)).HaVips;
const free = async () =>
  (await ok('DescribeSubnetAttributes', { SubnetId: here.subnetId })).AvailableIpAddressCount;

async function made(input: Record<string, unknown> = {}): Promise<string> {
  const { HaVipId } = await ok('CreateHaVip', { SubnetId: here.subnetId, ...input });
  await server.advance(LATER);
  return HaVipId;
}

describe('CreateHaVip', () => {
  it('takes an address of the subnet: Creating, then Available', async () => {
    const before = await free();
    const { HaVipId, IpAddress, AsyncTaskId } = (await create()).result;
    expect(HaVipId).toMatch(/^havip-[0-9a-z]{25}$/);
    expect(AsyncTaskId).toMatch(/^task-/);
    expect(IpAddress).toBe('10.0.0.2');
    expect(await free()).toBe(before - 1);
    expect(await list()).toEqual([
      {
        HaVipId,
        HaVipName: HaVipId,
        Description: '',
        AccountId: server.world.defaultAccountId,
        ProjectName: 'default',
        VpcId: here.vpcId,
        SubnetId: here.subnetId,
        IpAddress,
        Status: 'Creating',
        AssociatedInstanceType: '',
        AssociatedInstanceIds: [],
        MasterInstanceId: '',
        AssociatedEipId: '',
        AssociatedEipAddress: '',
        Tags: [],
        CreatedAt: expect.stringMatching(/\+08:00$/),
        UpdatedAt: expect.stringMatching(/\+08:00$/),
      },
    ]);
    await server.advance(LATER);
    expect(await list()).toMatchObject([{ Status: 'Available' }]);
  });

  it('keeps what it is given, and its subnet’s project', async () => {
    const { VpcId } = await ok('CreateVpc', { CidrBlock: '10.0.0.0/8', ProjectName: 'web' });
    await server.advance(LATER);
    const SubnetId = await madeSubnet(server, VpcId);
    const HaVipId = await made({
      SubnetId,
      IpAddress: '10.0.0.77',
      HaVipName: 'front.1',
      Description: 'floats',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await list({ HaVipIds: [HaVipId] })).toMatchObject([
      {
        IpAddress: '10.0.0.77',
        HaVipName: 'front.1',
        Description: 'floats',
        ProjectName: 'web',
        Tags: [{ Key: 'a', Value: 'b' }],
      },
    ]);
  });

  it('shares one truth with interfaces: an address is of one of them', async () => {
    const eni = (PrimaryIpAddress: string) =>
      vpc('CreateNetworkInterface', {
        SubnetId: here.subnetId,
        SecurityGroupIds: [here.groupId],
        PrimaryIpAddress,
      });
    const inUse = { status: 400, code: 'InvalidPrivateIp.InUse' };
    await made({ IpAddress: '10.0.0.9' });
    expect(await eni('10.0.0.9')).toMatchObject(inUse);
    expect(await create({ IpAddress: '10.0.0.9' })).toMatchObject(inUse);
    expect(await eni('10.0.0.10')).toMatchObject({ status: 200 });
    expect(await create({ IpAddress: '10.0.0.10' })).toMatchObject(inUse);
    const found = await ok('DescribeNetworkInterfaces', { PrimaryIpAddresses: ['10.0.0.9'] });
    expect(found.TotalCount).toBe(0);
  });

  it('is refused when the subnet has no address left', async () => {
    const SubnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/29' });
    for (let taken = 0; taken < 5; taken += 1) {
      const network = { SubnetId, SecurityGroupIds: [here.groupId] };
      await ok('CreateNetworkInterface', network);
    }
    expect(await create({ SubnetId })).toMatchObject({
      status: 400,
      code: 'InsufficientIpInSubnet',
    });
  });

  it.each([
    [{ SubnetId: 'subnet-none' }, 404, 'InvalidSubnet.NotFound'],
    [{ SubnetId: '' }, 400, 'MissingParameter'],
    [{ IpAddress: '10.0.0.1' }, 400, 'InvalidPrivateIp.Malformed'],
    [{ IpAddress: '10.0.1.9' }, 400, 'InvalidPrivateIp.Malformed'],
    [{ IpAddress: 'ten' }, 400, 'InvalidPrivateIp.Malformed'],
    [{ IpAddress: '2001:db8::9' }, 400, 'InvalidPrivateIp.Malformed'],
    [{ HaVipName: '-a' }, 400, 'InvalidName.Malformed'],
    [{ Description: 'http://a' }, 400, 'InvalidDescription.Malformed'],
    [{ Tags: [{ Key: 'sys:a' }] }, 400, 'InvalidTagKey.Malformed'],
    [{ ClientToken: 'é' }, 400, 'InvalidParameter.ClientTokenMalformed'],
  ])('refuses %j', async (input, status, code) => {
    const before = await free();
    expect(await create(input)).toMatchObject({ status, code });
    expect(await list()).toEqual([]);
    expect(await free()).toBe(before);
  });

  it('refuses a subnet that is not Available, that is of a changing VPC, or without IPv4', async () => {
    const ipv6Only = await madeIpv6OnlySubnet(server, here.vpcId);
    expect(await create({ SubnetId: ipv6Only })).toMatchObject({
      status: 400,
      code: 'InvalidSubnet.DisableIpv4',
    });
    await ok('ModifySubnetAttributes', { SubnetId: here.subnetId, SubnetName: 'b' });
    expect(await create()).toMatchObject({ status: 400, code: 'InvalidSubnet.InvalidStatus' });
    await server.advance(LATER);
    await ok('ModifyVpcAttributes', { VpcId: here.vpcId, VpcName: 'b' });
    expect(await create()).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
  });

  it('keeps to 20 per account and region, and 5 per VPC', async () => {
    for (let count = 0; count < 5; count += 1)
      expect(await create()).toMatchObject({ status: 200 });
    expect(await create()).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.HaVip',
      message: "You've reached the limit on the number of HaVips per VPC.",
    });
    await server.close();
    await begin({ HaVips: 1 });
    const HaVipId = await made();
    const full = { message: "You've reached the limit on the number of HaVips." };
    expect(await create()).toMatchObject(full);
    await ok('DeleteHaVip', { HaVipId });
    expect(await create()).toMatchObject(full);
    await server.advance(LATER);
    expect(await create()).toMatchObject({ status: 200 });
  });

  it('repeats its answer to a repeated ClientToken', async () => {
    const first = (await create({ ClientToken: 'once' })).result;
    expect((await create({ ClientToken: 'once' })).result.HaVipId).toBe(first.HaVipId);
    expect(await create({ ClientToken: 'once', HaVipName: 'b' })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
    });
    expect(await list()).toHaveLength(1);
  });
});

describe('the project of a virtual IP', () => {
  it('is that of its subnet, wherever that moves', async () => {
    await made();
    const trn = `trn:vpc:cn-beijing:${server.world.defaultAccountId}:subnet/${here.subnetId}`;
    await server.client.ok('iam', 'MoveProjectResource', {
      TargetProjectName: 'web',
      ResourceTrn: [trn],
    });
    expect(await list({ ProjectName: 'web' })).toMatchObject([{ ProjectName: 'web' }]);
  });
});

describe('DescribeHaVips', () => {
  it('finds by each filter, and pages', async () => {
    const other = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
    const one = await made({ HaVipName: 'one', Tags: [{ Key: 'n', Value: '1' }] });
    const two = await made({ SubnetId: other, HaVipName: 'two' });
    const ids = async (input: Record<string, unknown>) =>
      (await list(input)).map(({ HaVipId }: { HaVipId: string }) => HaVipId);
    expect(await ids({})).toEqual([one, two]);
    expect(await ids({ HaVipIds: [two, 'havip-none'] })).toEqual([two]);
    expect(await ids({ HaVipName: 'one' })).toEqual([one]);
    expect(await ids({ IpAddress: '10.0.1.2' })).toEqual([two]);
    expect(await ids({ SubnetId: here.subnetId })).toEqual([one]);
    expect(await ids({ VpcId: here.vpcId })).toEqual([one, two]);
    expect(await ids({ VpcId: 'vpc-none' })).toEqual([]);
    expect(await ids({ ProjectName: 'web' })).toEqual([]);
    expect(await ids({ Status: 'InUse' })).toEqual([]);
    expect(await ids({ TagFilters: [{ Key: 'n', Values: ['1'] }] })).toEqual([one]);
    expect(await ids({ PageNumber: 2, PageSize: 1 })).toEqual([two]);
    const page = await ok('DescribeHaVips', { MaxResults: 1 });
    expect(page).toMatchObject({ TotalCount: 2, HaVips: [{ HaVipId: one }] });
    expect(await ids({ NextToken: page.NextToken })).toEqual([two]);
    expect(await vpc('DescribeHaVips', { NextToken: 'eA' })).toMatchObject({
      code: 'InvalidNextToken.Malformed',
    });
    expect(await vpc('DescribeHaVips', { Status: 'Gone' })).toMatchObject({
      code: 'InvalidStatus.Malformed',
    });
    expect((await server.as(OTHER).ok('vpc', 'DescribeHaVips')).HaVips).toEqual([]);
  });
});

describe('ModifyHaVipAttributes', () => {
  it('changes what is given, and leaves the rest', async () => {
    const HaVipId = await made({ HaVipName: 'a', Description: 'one' });
    expect(await vpc('ModifyHaVipAttributes', { HaVipId, HaVipName: 'b' })).toMatchObject({
      status: 200,
    });
    expect(await vpc('ModifyHaVipAttributes', { HaVipId })).toMatchObject({ status: 200 });
    expect(await list()).toMatchObject([
      { HaVipName: 'b', Description: 'one', Status: 'Available' },
    ]);
    await ok('ModifyHaVipAttributes', { HaVipId, Description: '' });
    expect(await list()).toMatchObject([{ HaVipName: 'b', Description: '' }]);
  });

  it('refuses one that is not there, and one that is coming or going', async () => {
    const modify = (HaVipId: string, input = {}) =>
      vpc('ModifyHaVipAttributes', { HaVipId, HaVipName: 'b', ...input });
    const { HaVipId } = await ok('CreateHaVip', { SubnetId: here.subnetId });
    const moving = { status: 400, code: 'InvalidHaVip.InvalidStatus' };
    expect(await modify(HaVipId)).toMatchObject(moving);
    await server.advance(LATER);
    expect(await modify(HaVipId, { HaVipName: '-' })).toMatchObject({
      code: 'InvalidName.Malformed',
    });
    await ok('DeleteHaVip', { HaVipId });
    expect(await modify(HaVipId)).toMatchObject(moving);
    await server.advance(LATER);
    expect(await modify(HaVipId)).toMatchObject({ status: 404, code: 'InvalidHaVip.NotFound' });
  });
});

describe('DeleteHaVip', () => {
  it('frees the address, the tags and the quota: Deleting, then gone', async () => {
    const before = await free();
    const HaVipId = await made({ IpAddress: '10.0.0.9', Tags: [{ Key: 'a' }] });
    expect(await vpc('DeleteHaVip', { HaVipId })).toMatchObject({ status: 200 });
    expect(await list()).toMatchObject([{ Status: 'Deleting' }]);
    expect(await free()).toBe(before - 1);
    expect(await vpc('DeleteHaVip', { HaVipId })).toMatchObject({
      status: 400,
      code: 'InvalidHaVip.InvalidStatus',
      message: 'The specified HaVip is not in the correct status for the request.',
    });
    await server.advance(LATER);
    expect(await list()).toEqual([]);
    expect(await free()).toBe(before);
    expect(await vpc('DeleteHaVip', { HaVipId })).toMatchObject({
      status: 404,
      code: 'InvalidHaVip.NotFound',
      message: 'The specified HaVip does not exist.',
    });
    const tags = await ok('ListTagsForResources', { ResourceType: 'havip' });
    expect(tags.ResourceTags).toEqual([]);
    expect(await create({ IpAddress: '10.0.0.9' })).toMatchObject({ status: 200 });
  });

  it('keeps its subnet from being deleted before it', async () => {
    const HaVipId = await made();
    const remove = () => vpc('DeleteSubnet', { SubnetId: here.subnetId });
    const inUse = {
      status: 400,
      code: 'InvalidSubnet.InUse',
      message: 'The specified subnet has dependent resource of a HaVip.',
    };
    expect(await remove()).toMatchObject(inUse);
    await ok('DeleteHaVip', { HaVipId });
    expect(await remove()).toMatchObject(inUse);
    await server.advance(LATER);
    expect(await remove()).toMatchObject({ status: 200 });
  });

  it("is of the caller's own virtual IPs", async () => {
    const HaVipId = await made();
    expect(await server.as(OTHER).vpc('DeleteHaVip', { HaVipId })).toMatchObject({ status: 404 });
  });
});
