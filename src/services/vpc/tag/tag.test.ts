import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  here = await scene(server);
});
afterEach(() => server.close());

const vpc = (action: string, input: Record<string, unknown>) => server.client.vpc(action, input);
const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', action, input);
const tag = (ResourceType: string, ResourceIds: string[], Tags: unknown) =>
  vpc('TagResources', { ResourceType, ResourceIds, Tags });
const untag = (ResourceType: string, ResourceIds: string[], TagKeys: unknown) =>
  vpc('UntagResources', { ResourceType, ResourceIds, TagKeys });
const keys = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ Key: `k${from + index}` }));
const vpcTags = async () => (await ok('DescribeVpcAttributes', { VpcId: here.vpcId })).Tags;

describe('TagResources', () => {
  it('tags every kind of resource that there is, and each shows its tags', async () => {
    const { NetworkInterfaceId } = await ok('CreateNetworkInterface', {
      SubnetId: here.subnetId,
      SecurityGroupIds: [here.groupId],
      Ipv6AddressCount: 1,
    });
    const { NetworkAclId } = await ok('CreateNetworkAcl', { VpcId: here.vpcId });
    const { Ipv6GatewayId } = await ok('CreateIpv6Gateway', { VpcId: here.vpcId });
    await server.advance(60_000);
    const { IPv6Sets } = await ok('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
    const ipv6 = await ok('AllocateIpv6AddressBandwidth', {
      Ipv6Address: IPv6Sets[0],
      BillingType: 3,
    });
    const bandwidth = 'DescribeIpv6AddressBandwidthAttributes';
    const { AllocationId } = await ok('AllocateEipAddress', { BillingType: 3 });
    const kinds = [
      ['vpc', here.vpcId, 'DescribeVpcAttributes', 'VpcId'],
      ['subnet', here.subnetId, 'DescribeSubnetAttributes', 'SubnetId'],
      ['securitygroup', here.groupId, 'DescribeSecurityGroupAttributes', 'SecurityGroupId'],
      ['eni', NetworkInterfaceId, 'DescribeNetworkInterfaceAttributes', 'NetworkInterfaceId'],
      ['eip', AllocationId, 'DescribeEipAddressAttributes', 'AllocationId'],
      ['networkacl', NetworkAclId, 'DescribeNetworkAclAttributes', 'NetworkAclId'],
      ['ipv6gateway', Ipv6GatewayId, 'DescribeIpv6GatewayAttribute', 'Ipv6GatewayId'],
      ['ipv6addressbandwidth', ipv6.AllocationId, bandwidth, 'AllocationId'],
    ] as const;
    for (const [kind, id, action, name] of kinds) {
      const given = [{ Key: '键 a_.:/=+-@', Value: ` of ${kind} ` }, { Key: 'bare' }];
      expect(await tag(kind, [id], given)).toMatchObject({ status: 200 });
      const shown = await ok(action, { [name]: id });
      expect((shown.NetworkAclAttribute ?? shown).Tags).toEqual([
        { Key: 'bare', Value: '' },
        { Key: '键 a_.:/=+-@', Value: `of ${kind}` },
      ]);
    }
  });

  it('writes over the value of a key that is there, and leaves the other keys', async () => {
    await tag(
      'vpc',
      [here.vpcId],
      [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    );
    await tag(
      'vpc',
      [here.vpcId],
      [
        { Key: 'a', Value: '3' },
        { Key: 'A', Value: '4' },
      ],
    );
    expect(await vpcTags()).toEqual([
      { Key: 'A', Value: '4' },
      { Key: 'a', Value: '3' },
      { Key: 'b', Value: '2' },
    ]);
  });

  it('leaves the time at which the resource was changed', async () => {
    const { UpdateTime } = await ok('DescribeVpcAttributes', { VpcId: here.vpcId });
    await server.advance(60_000);
    await tag('vpc', [here.vpcId], [{ Key: 'a' }]);
    expect(await ok('DescribeVpcAttributes', { VpcId: here.vpcId })).toMatchObject({ UpdateTime });
  });

  it('makes tags that filters find, and that go with the resource', async () => {
    const Tags = [{ Key: 'env', Value: 'test' }];
    await tag('subnet', [here.subnetId], Tags);
    const filter = { TagFilters: [{ Key: 'env', Values: ['test'] }] };
    expect(await ok('DescribeSubnets', filter)).toMatchObject({ TotalCount: 1 });
    await ok('DeleteSubnet', { SubnetId: here.subnetId });
    await server.advance(60_000);
    expect(await ok('ListTagsForResources', { ResourceType: 'subnet' })).toMatchObject({
      ResourceTags: [],
    });
  });

  it.each([
    [{ ResourceType: 'moon' }, 400, 'InvalidResourceType.Malformed'],
    [{ ResourceType: 'vpcs' }, 400, 'InvalidResourceType.Malformed'],
    [{ ResourceType: '' }, 400, 'MissingParameter'],
    [{ ResourceIds: [] }, 400, 'MissingParameter'],
    [{ Tags: [] }, 400, 'MissingParameter'],
    [{ Tags: [{ Value: 'a' }] }, 400, 'MissingParameter'],
    [{ Tags: [{ Key: 'sys:a' }] }, 400, 'InvalidTagKey.Malformed'],
    [{ Tags: [{ Key: 'k'.repeat(129) }] }, 400, 'InvalidTagKey.Malformed'],
    [{ Tags: [{ Key: 'a&b' }] }, 400, 'InvalidTagKey.Malformed'],
    [{ Tags: [{ Key: 'a' }, { Key: ' a ' }] }, 400, 'InvalidTagKey.Malformed'],
    [{ Tags: [{ Key: 'a', Value: 'v'.repeat(257) }] }, 400, 'InvalidTagValue.Malformed'],
    [{ Tags: keys(0, 21) }, 400, 'LimitExceeded.Tags'],
    [{ ResourceIds: Array(51).fill('vpc-1') }, 400, 'LimitExceeded.Resource'],
    [{ ResourceIds: ['vpc-none'] }, 404, 'InvalidResource.NotFound'],
    [{ ResourceType: 'eni' }, 404, 'InvalidResource.NotFound'],
    [{ ResourceType: 'vpngateway' }, 404, 'InvalidResource.NotFound'],
  ])('refuses %j', async (input, status, code) => {
    const request = { ResourceType: 'vpc', ResourceIds: [here.vpcId], Tags: [{ Key: 'a' }] };
    expect(await vpc('TagResources', { ...request, ...input })).toMatchObject({ status, code });
    expect(await vpcTags()).toEqual([]);
  });

  it('tags all of the resources or none', async () => {
    expect(await tag('vpc', [here.vpcId, 'vpc-none'], [{ Key: 'a' }])).toMatchObject({
      status: 404,
      code: 'InvalidResource.NotFound',
      message: 'The specified resource does not exist.',
    });
    expect(await vpcTags()).toEqual([]);
  });

  it("does not find another account's resources, nor those of another region", async () => {
    const input = { ResourceType: 'vpc', ResourceIds: [here.vpcId], Tags: [{ Key: 'a' }] };
    const key = server.world.accounts[0]?.keys[0] ?? OTHER;
    for (const client of [server.as(OTHER), server.as(key, 'cn-shanghai')]) {
      expect(await client.vpc('TagResources', input)).toMatchObject({ status: 404 });
      const listed = await client.ok('vpc', 'ListTagsForResources', { ResourceType: 'vpc' });
      expect(listed.ResourceTags).toEqual([]);
    }
  });

  it('gives a resource 50 tags and no more, whatever it had', async () => {
    for (const from of [0, 20]) await tag('vpc', [here.vpcId], keys(from, from + 20));
    expect(await tag('vpc', [here.vpcId], keys(40, 51))).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.Tag',
    });
    expect(await vpcTags()).toHaveLength(40);
    expect(await tag('vpc', [here.vpcId], keys(40, 50))).toMatchObject({ status: 200 });
    expect(await tag('vpc', [here.vpcId], [{ Key: 'k1', Value: 'new' }])).toMatchObject({
      status: 200,
    });
    expect(await tag('vpc', [here.vpcId], [{ Key: 'k50' }])).toMatchObject({ status: 400 });
  });
});

describe('UntagResources', () => {
  it('takes keys from every resource named, and passes over those that are not there', async () => {
    const other = (await ok('CreateVpc', { CidrBlock: '10.0.0.0/8' })).VpcId;
    await tag('vpc', [here.vpcId, other], [{ Key: 'a' }, { Key: 'b' }]);
    await tag('vpc', [other], [{ Key: 'c' }]);
    expect(await untag('vpc', [other, here.vpcId, other], ['a', 'c', 'none'])).toMatchObject({
      status: 200,
    });
    expect(await vpcTags()).toEqual([{ Key: 'b', Value: '' }]);
    expect((await ok('DescribeVpcAttributes', { VpcId: other })).Tags).toEqual([
      { Key: 'b', Value: '' },
    ]);
  });

  it.each([
    [{ ResourceType: 'moon' }, 400, 'InvalidResourceType.Malformed'],
    [{ ResourceIds: [] }, 400, 'MissingParameter'],
    [{ TagKeys: [] }, 400, 'MissingParameter'],
    [{ TagKeys: ['k'.repeat(129)] }, 400, 'InvalidTagKey.Malformed'],
    [{ TagKeys: keys(0, 21).map(({ Key }) => Key) }, 400, 'LimitExceeded.Tags'],
    [{ ResourceIds: Array(51).fill('vpc-1') }, 400, 'LimitExceeded.Resource'],
    [{ ResourceIds: ['vpc-none'] }, 404, 'InvalidResource.NotFound'],
    [{ ResourceType: 'flowlog' }, 404, 'InvalidResource.NotFound'],
  ])('refuses %j', async (input, status, code) => {
    await tag('vpc', [here.vpcId], [{ Key: 'a' }]);
    const request = { ResourceType: 'vpc', ResourceIds: [here.vpcId], TagKeys: ['a'] };
    expect(await vpc('UntagResources', { ...request, ...input })).toMatchObject({ status, code });
    expect(await vpcTags()).toHaveLength(1);
  });
});

describe('ListTagsForResources', () => {
  const list = async (input: Record<string, unknown> = {}) => {
    const { ResourceTags, NextToken } = await ok('ListTagsForResources', {
      ResourceType: 'vpc',
      ...input,
    });
    const lines = ResourceTags.map(
      (each: Record<string, string>) => `${each.ResourceId} ${each.TagKey}=${each.TagValue}`,
    );
    return { lines, NextToken };
  };
  let one: string;
  let two: string;
  beforeEach(async () => {
    one = here.vpcId;
    two = (await ok('CreateVpc', { CidrBlock: '10.0.0.0/8' })).VpcId;
    await tag('vpc', [one, two], [{ Key: 'a', Value: '1' }]);
    await tag('vpc', [one], [{ Key: 'b c', Value: '2' }, { Key: 'd' }]);
    await tag('vpc', [two], [{ Key: 'b c', Value: '3' }]);
    await tag('subnet', [here.subnetId], [{ Key: 'a', Value: '1' }]);
  });

  it('lists the tags of one kind of resource, by resource and key', async () => {
    const { ResourceTags } = await ok('ListTagsForResources', { ResourceType: 'subnet' });
    expect(ResourceTags).toEqual([
      { ResourceId: here.subnetId, ResourceType: 'subnet', TagKey: 'a', TagValue: '1' },
    ]);
    const { lines, NextToken } = await list();
    expect(lines).toEqual([
      `${one} a=1`,
      `${one} b c=2`,
      `${one} d=`,
      `${two} a=1`,
      `${two} b c=3`,
    ]);
    expect(NextToken).toBe('');
    expect((await list({ ResourceType: 'vpngateway' })).lines).toEqual([]);
  });

  it('keeps to the resources that are named, and to those whose tags the filters find', async () => {
    expect((await list({ ResourceIds: [two, 'vpc-none'] })).lines).toEqual([
      `${two} a=1`,
      `${two} b c=3`,
    ]);
    const filters = (...TagFilters: unknown[]) => list({ TagFilters });
    expect((await filters({ Key: 'd' })).lines).toHaveLength(3);
    expect((await filters({ Key: 'd', Values: [''] })).lines).toHaveLength(3);
    expect((await filters({ Key: 'b c', Values: ['3', '4'] })).lines).toHaveLength(2);
    expect((await filters({ Key: 'a' }, { Key: 'b c', Values: ['2', '3'] })).lines).toHaveLength(5);
    expect((await filters({ Key: 'a', Values: ['2'] })).lines).toEqual([]);
    expect((await list({ ResourceIds: [one], TagFilters: [{ Key: 'a' }] })).lines).toHaveLength(3);
  });

  it('knows custom tags only', async () => {
    expect((await list({ TagType: 'custom' })).lines).toHaveLength(5);
    expect((await list({ TagType: '' })).lines).toHaveLength(5);
    expect((await list({ TagType: 'system' })).lines).toEqual([]);
  });

  it('gives pages that together are the list, with 10 tags each unless told', async () => {
    const whole = (await list()).lines;
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await list({ MaxResults: 2, NextToken });
      seen.push(...page.lines);
      expect(page.lines.length).toBeLessThanOrEqual(2);
      NextToken = page.NextToken;
    } while (NextToken);
    expect(seen).toEqual(whole);

    const long = { Key: '键'.repeat(128) };
    await tag('vpc', [one], [...keys(0, 7), long]);
    const first = await list();
    expect(first.lines).toHaveLength(10);
    expect((await list({ NextToken: first.NextToken })).lines[0]).toBe(`${one} ${long.Key}=`);
    const upToLong = await list({ MaxResults: 11 });
    expect((await list({ NextToken: upToLong.NextToken })).lines).toEqual(whole.slice(3));
  });

  it.each([
    [{ ResourceType: 'moon' }, 'InvalidResourceType.Malformed'],
    [{ ResourceType: '' }, 'MissingParameter'],
    [{ ResourceIds: Array(51).fill('vpc-1') }, 'LimitExceeded.Resource'],
    [{ TagType: 'moon' }, 'InvalidTagType.Malformed'],
    [{ MaxResults: 101 }, 'InvalidMaxResults.Malformed'],
    [{ NextToken: 'eA' }, 'InvalidNextToken.Malformed'],
    [{ TagFilters: [{ Key: 'a' }, { Key: 'a' }] }, 'InvalidTagKey.Malformed'],
  ])('refuses %j', async (input, code) => {
    const request = { ResourceType: 'vpc', ...input };
    expect(await vpc('ListTagsForResources', request)).toMatchObject({ status: 400, code });
  });
});
