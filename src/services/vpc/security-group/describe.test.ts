import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { callOf } from '#test/support/rows.ts';
import { madeGroup, madeInterface, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeSecurityGroup } from './make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

describe('DescribeSecurityGroups', () => {
  async function found(input: Record<string, unknown> = {}): Promise<string[]> {
    const { SecurityGroups } = await server.client.ok('vpc', 'DescribeSecurityGroups', input);
    return SecurityGroups.map(({ SecurityGroupName }: Record<string, string>) => SecurityGroupName);
  }

  it('filters by everything it documents, all conditions at once', async () => {
    const [one, two] = [await madeVpc(server), await madeVpc(server)];
    const a = await madeGroup(server, one, {
      SecurityGroupName: 'a',
      ProjectName: 'p',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    await madeGroup(server, two, { SecurityGroupName: 'b' });
    expect(await found()).toEqual(['Default', 'Default', 'a', 'b']);
    expect(await found({ SecurityGroupIds: [a, 'sg-nowhere'] })).toEqual(['a']);
    expect(await found({ SecurityGroupNames: ['b', 'Default'] })).toEqual([
      'Default',
      'Default',
      'b',
    ]);
    expect(await found({ SecurityGroupNames: ['B'] })).toEqual([]);
    expect(await found({ VpcId: two })).toEqual(['Default', 'b']);
    expect(await found({ VpcId: 'vpc-nowhere' })).toEqual([]);
    expect(await found({ ProjectName: 'p' })).toEqual(['a']);
    expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual(['a']);
    expect(await found({ VpcId: two, SecurityGroupIds: [a] })).toEqual([]);
    // Not a filter, so not heeded.
    expect(await found({ SecurityGroupName: 'a' })).toHaveLength(4);
    expect((await server.as(OTHER).ok('vpc', 'DescribeSecurityGroups')).SecurityGroups).toEqual([]);
  });

  it('counts the interfaces in a group, and the addresses on these', async () => {
    const VpcId = await madeVpc(server, { EnableIpv6: true });
    const SubnetId = await madeSubnet(server, VpcId, { Ipv6CidrBlock: 1 });
    const [group, empty] = [await madeGroup(server, VpcId), await madeGroup(server, VpcId)];
    await madeInterface(
      server,
      { subnetId: SubnetId, groupId: group },
      { SecondaryPrivateIpAddressCount: 2 },
    );
    await madeInterface(server, { subnetId: SubnetId, groupId: group }, { Ipv6AddressCount: 1 });
    const { SecurityGroups } = await server.client.ok('vpc', 'DescribeSecurityGroups', {
      SecurityGroupIds: [group, empty],
    });
    expect(SecurityGroups).toMatchObject([
      {
        UsedNetworkInterfaceCount: 2,
        AvailableNetworkInterfaceCount: 999_998,
        UsedIpCount: 5,
        AvailableIpCount: 999_995,
      },
      { UsedNetworkInterfaceCount: 0, UsedIpCount: 0 },
    ]);
  });

  it('pages by number and by token', async () => {
    const VpcId = await madeVpc(server);
    for (const name of ['a', 'b', 'c', 'd'])
      await madeGroup(server, VpcId, { SecurityGroupName: name });
    expect(await found({ PageNumber: 2, PageSize: 2 })).toEqual(['b', 'c']);
    const first = await server.client.ok('vpc', 'DescribeSecurityGroups', { MaxResults: 4 });
    expect(first).toMatchObject({ TotalCount: 5, NextToken: expect.stringMatching(/./) });
    expect(await found({ MaxResults: 4, NextToken: first.NextToken })).toEqual(['d']);
  });

  it.each([
    [{ SecurityGroupIds: ['sg-1'], SecurityGroupNames: ['a'] }, 'InvalidParameter'],
    [{ SecurityGroupNames: Array(101).fill('a') }, 'InvalidSecurityGroupNames.Malformed'],
    [{ NextToken: 'zzz' }, 'InvalidNextToken.Malformed'],
  ])('refuses %j', async (input, code) => {
    const reply = await server.client.vpc('DescribeSecurityGroups', input);
    expect(reply).toMatchObject({ status: 400, code });
  });
});

describe('DescribeSecurityGroupAttributes', () => {
  const show = (input: Record<string, unknown>, client = server.client) =>
    client.vpc('DescribeSecurityGroupAttributes', input);

  async function defaultGroup(): Promise<string> {
    const VpcId = await madeVpc(server);
    const { result } = await server.client.vpc('DescribeVpcAttributes', { VpcId });
    return result.SecurityGroupIds[0];
  }

  it('shows the rules that meet every condition, and the group when none does', async () => {
    const SecurityGroupId = await defaultGroup();
    const rules = async (input: Record<string, unknown>) => {
      const { result } = await show({ SecurityGroupId, ...input });
      expect(result).toMatchObject({ SecurityGroupId, Status: 'Available' });
      return result.Permissions.map(
        (rule: Record<string, unknown>) => `${rule.Direction} ${rule.Protocol} ${rule.PortStart}`,
      );
    };
    expect(await rules({})).toHaveLength(7);
    expect(await rules({ Direction: 'egress' })).toEqual(['egress all -1']);
    expect(await rules({ Direction: 'ingress', Protocol: 'tcp' })).toEqual([
      'ingress tcp 22',
      'ingress tcp 3389',
      'ingress tcp 80',
      'ingress tcp 443',
    ]);
    expect(await rules({ Protocol: 'all' })).toEqual(['egress all -1', 'ingress all -1']);
    expect(await rules({ CidrIp: '0.0.0.0/0' })).toHaveLength(6);
    expect(await rules({ SourceGroupId: SecurityGroupId })).toEqual(['ingress all -1']);
    expect(await rules({ PrefixListId: 'pl-1' })).toEqual([]);
    expect(await rules({ Protocol: 'udp' })).toEqual([]);
    // One of the three takes effect: CidrIp before SourceGroupId before PrefixListId.
    const all = { CidrIp: '0.0.0.0/0', SourceGroupId: SecurityGroupId, PrefixListId: 'pl-1' };
    expect(await rules(all)).toHaveLength(6);
    expect(await rules({ ...all, CidrIp: '' })).toEqual(['ingress all -1']);
  });

  it('says that a group of nobody, of another account or region does not exist', async () => {
    const SecurityGroupId = await defaultGroup();
    const gone = { status: 404, code: 'InvalidSecurityGroupId.NotFound' };
    expect(await show({ SecurityGroupId: 'sg-nowhere' })).toMatchObject(gone);
    expect(await show({ SecurityGroupId }, server.as(OTHER))).toMatchObject(gone);
    const elsewhere = server.as(DEFAULT_ACCOUNT, 'cn-shanghai');
    expect(await show({ SecurityGroupId }, elsewhere)).toMatchObject(gone);
  });

  it('shows what the API does not make', async () => {
    const vpcId = await madeVpc(server);
    const SecurityGroupId = await server.store.write((tx) =>
      makeSecurityGroup(tx, callOf(server), {
        id: 'sg-seeded',
        accountId: DEFAULT_ACCOUNT.id,
        vpcId,
        type: 'normal',
        status: 'Available',
        serviceManaged: true,
      }),
    );
    expect(SecurityGroupId).toBe('sg-seeded');
    expect((await show({ SecurityGroupId })).result).toMatchObject({
      SecurityGroupId: 'sg-seeded',
      ServiceManaged: true,
    });
  });

  it.each([
    [{ Direction: 'in' }, 'InvalidDirection.Malformed'],
    [{ Protocol: 'sctp' }, 'InvalidProtocol.Malformed'],
  ])('refuses %j', async (input, code) => {
    const SecurityGroupId = await defaultGroup();
    expect(await show({ SecurityGroupId, ...input })).toMatchObject({ status: 400, code });
  });
});
