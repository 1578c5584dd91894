import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeGroup, madeSubnet, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer();
  here = await scene(server);
});
afterEach(async () => {
  expect(await breaches(server.store, server.world)).toEqual([]);
  await server.close();
});

const create = (input: Record<string, unknown> = {}) =>
  server.client.vpc('CreateNetworkInterface', {
    SubnetId: here.subnetId,
    SecurityGroupIds: [here.groupId],
    ...input,
  });

/** Creates, waits and shows. */
async function made(input: Record<string, unknown> = {}) {
  const { status, message, result } = await create(input);
  expect([status, message]).toEqual([200, '']);
  await server.settled();
  return server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', result);
}

const secondaries = (view: { PrivateIpSets: { PrivateIpSet: { PrivateIpAddress: string }[] } }) =>
  view.PrivateIpSets.PrivateIpSet.slice(1).map(({ PrivateIpAddress }) => PrivateIpAddress);

describe('CreateNetworkInterface', () => {
  it('makes a secondary interface with the documented defaults and every field', async () => {
    const view = await made();
    const { NetworkInterfaceId, MacAddress, PrimaryIpAddress } = view;
    expect(NetworkInterfaceId).toMatch(/^eni-[a-z0-9]{25}$/);
    expect(MacAddress).toMatch(/^00:16:3e(:[0-9a-f]{2}){3}$/);
    const none = { AllocationId: '', EipAddress: '', ReleaseWithInstance: false };
    expect(view).toMatchObject({
      NetworkInterfaceName: NetworkInterfaceId,
      Description: '',
      AccountId: '2100000001',
      ProjectName: 'default',
      VpcId: here.vpcId,
      SubnetId: here.subnetId,
      ZoneId: here.zoneId,
      Type: 'secondary',
      Status: 'Available',
      PrivateIpSets: {
        PrivateIpSet: [
          { PrivateIpAddress: PrimaryIpAddress, Primary: true, AssociatedElasticIp: none },
        ],
      },
      IPv6Sets: null,
      AssociatedElasticIp: none,
      SecurityGroupIds: [here.groupId],
      PortSecurityEnabled: false,
      ServiceManaged: false,
      DeviceId: '',
      Attachment: { InstanceId: '', DeleteOnTermination: false },
      Tags: [],
    });
    expect(view.CreatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
  });

  it('keeps what it is given', async () => {
    const second = await madeGroup(server, here.vpcId);
    const view = await made({
      NetworkInterfaceName: 'web-1',
      Description: 'the web',
      Type: 'trunk',
      PortSecurityEnabled: true,
      ProjectName: 'web',
      PrimaryIpAddress: '10.0.0.10',
      PrivateIpAddress: ['10.0.0.30', '10.0.0.20'],
      Ipv6Address: ['2001:DB8:0::20', '2001:db8::10'],
      MacAddress: '00-16-3E-AA-BB-CC',
      SecurityGroupIds: [second, here.groupId],
      Tags: [
        { Key: 'volc:vke:cluster', Value: 'a' },
        { Key: 'team', Value: '' },
      ],
      TrafficMode: 'Standard',
      ServiceManaged: false,
      WithoutSecurityGroup: false,
    });
    expect(view).toMatchObject({
      NetworkInterfaceName: 'web-1',
      Description: 'the web',
      Type: 'trunk',
      PortSecurityEnabled: true,
      ProjectName: 'web',
      PrimaryIpAddress: '10.0.0.10',
      IPv6Sets: ['2001:db8::20', '2001:db8::10'],
      MacAddress: '00:16:3e:aa:bb:cc',
      SecurityGroupIds: [second, here.groupId],
      Tags: [
        { Key: 'team', Value: '' },
        { Key: 'volc:vke:cluster', Value: 'a' },
      ],
    });
    expect(secondaries(view)).toEqual(['10.0.0.30', '10.0.0.20']);
  });

  it('takes none of the addresses that are asked for by name as the primary one', async () => {
    const view = await made({ PrivateIpAddress: ['10.0.0.2', '10.0.0.3'] });
    expect(view.PrimaryIpAddress).toBe('10.0.0.4');
    expect(secondaries(view)).toEqual(['10.0.0.2', '10.0.0.3']);
  });

  it('gives out as many addresses as it is asked for, up to the documented most', async () => {
    const view = await made({ SecondaryPrivateIpAddressCount: 49, Ipv6AddressCount: 10 });
    expect(new Set(secondaries(view)).size).toBe(49);
    expect(new Set(view.IPv6Sets).size).toBe(10);
    const bare = await made({ SecondaryPrivateIpAddressCount: 0, Ipv6AddressCount: 0 });
    expect(secondaries(bare)).toEqual([]);
  });

  it('joins a group that is named twice once', async () => {
    const view = await made({ SecurityGroupIds: [here.groupId, here.groupId] });
    expect(view.SecurityGroupIds).toEqual([here.groupId]);
  });

  it('has IPv6 only in an IPv6-only subnet', async () => {
    here = await scene(server, { cidr: '' });
    const view = await made();
    expect(view).toMatchObject({ PrimaryIpAddress: '', PrivateIpSets: { PrivateIpSet: [] } });
    expect(view.IPv6Sets).toHaveLength(1);
    for (const input of [{ PrimaryIpAddress: '10.0.0.9' }, { SecondaryPrivateIpAddressCount: 1 }]) {
      expect(await create(input)).toMatchObject({ code: 'InvalidSubnet.DisableIpv4' });
    }
  });

  it('answers a repeated ClientToken alike, and refuses it with other arguments', async () => {
    const first = await create({ ClientToken: 'once' });
    expect(await create({ ClientToken: 'once' })).toMatchObject({
      result: { NetworkInterfaceId: first.result.NetworkInterfaceId },
    });
    expect(await create({ ClientToken: 'once', Description: 'else' })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
    });
    expect(await create({ ClientToken: 'a'.repeat(65) })).toMatchObject({
      status: 400,
      code: 'InvalidParameter.ClientTokenMalformed',
    });
    const { TotalCount } = await server.client.ok('vpc', 'DescribeNetworkInterfaces');
    expect(TotalCount).toBe(1);
  });

  it.each([
    ['no subnet', { SubnetId: undefined }, 400, 'MissingParameter'],
    ['no group', { SecurityGroupIds: undefined }, 400, 'MissingParameter'],
    ['an unknown subnet', { SubnetId: 'subnet-x' }, 404, 'InvalidSubnet.NotFound'],
    ['an unknown group', { SecurityGroupIds: ['sg-x'] }, 404, 'InvalidSecurityGroupId.NotFound'],
    ['a bad name', { NetworkInterfaceName: '.x' }, 400, 'InvalidName.Malformed'],
    ['a long name', { NetworkInterfaceName: 'x'.repeat(129) }, 400, 'InvalidName.Malformed'],
    ['a bad description', { Description: '(x)' }, 400, 'InvalidDescription.Malformed'],
    ['an unknown type', { Type: 'primary' }, 400, 'InvalidType.Malformed'],
    ['an unknown mode', { TrafficMode: 'Fast' }, 400, 'InvalidTrafficMode.Malformed'],
    ['no address', { PrimaryIpAddress: 'x' }, 400, 'InvalidPrivateIp.Malformed'],
    ['an address outside', { PrimaryIpAddress: '10.0.1.5' }, 400, 'InvalidPrivateIp.Malformed'],
    ["the network's address", { PrimaryIpAddress: '10.0.0.0' }, 400, 'InvalidPrivateIp.Malformed'],
    ["the gateway's", { PrimaryIpAddress: '10.0.0.1' }, 400, 'InvalidPrivateIp.Malformed'],
    ['the last', { PrimaryIpAddress: '10.0.0.255' }, 400, 'InvalidPrivateIp.Malformed'],
    [
      'an address twice',
      { PrivateIpAddress: ['10.0.0.9', '10.0.0.9'] },
      400,
      'InvalidPrivateIp.Malformed',
    ],
    [
      'its primary address as a secondary one',
      { PrimaryIpAddress: '10.0.0.9', PrivateIpAddress: ['10.0.0.9'] },
      400,
      'InvalidPrivateIp.InUse',
    ],
    ['no IPv6 address', { Ipv6Address: ['x'] }, 400, 'InvalidIpv6.Malformed'],
    ['an IPv6 address outside', { Ipv6Address: ['2001:db9::5'] }, 400, 'InvalidIpv6.Malformed'],
    [
      'an IPv6 address twice',
      { Ipv6Address: ['2001:db8::5', '2001:db8:0::5'] },
      400,
      'InvalidIpv6.InUse',
    ],
    ['50 addresses', { SecondaryPrivateIpAddressCount: 50 }, 400, 'LimitExceeded.PrivateIpsPerEni'],
    [
      'a million addresses',
      { SecondaryPrivateIpAddressCount: 1_000_000 },
      400,
      'LimitExceeded.PrivateIpsPerEni',
    ],
    [
      'fewer than none',
      { SecondaryPrivateIpAddressCount: -1 },
      400,
      'InvalidSecondaryPrivateIpAddressCount.Malformed',
    ],
    ['11 IPv6 addresses', { Ipv6AddressCount: 11 }, 400, 'LimitExceeded.Ipv6AddressesPerEni'],
    [
      '11 IPv6 addresses by name',
      { Ipv6Address: Array.from({ length: 11 }, (_, n) => `2001:db8::${n + 10}`) },
      400,
      'LimitExceeded.Ipv6AddressesPerEni',
    ],
    [
      'addresses by name and by number',
      { PrivateIpAddress: ['10.0.0.9'], SecondaryPrivateIpAddressCount: 1 },
      400,
      'InvalidParameter',
    ],
    [
      'IPv6 addresses by name and by number',
      { Ipv6Address: ['2001:db8::9'], Ipv6AddressCount: 1 },
      400,
      'InvalidParameter',
    ],
    ['a prefix', { Ipv4Prefix: ['10.0.0.16/28'] }, 400, 'InvalidParameter'],
    ['prefixes', { Ipv6PrefixCount: 1 }, 400, 'InvalidParameter'],
    ['a broadcast MAC', { MacAddress: 'FFFFFFFFFFFF' }, 400, 'InvalidMacAddress.Malformed'],
    ['a reserved tag', { Tags: [{ Key: 'sys:x', Value: '' }] }, 400, 'InvalidTagKey.Malformed'],
    [
      'a tag key twice',
      {
        Tags: [
          { Key: 'x', Value: '1' },
          { Key: 'x', Value: '2' },
        ],
      },
      400,
      'InvalidTagKey.Malformed',
    ],
  ])('refuses %s, and keeps nothing', async (_, input, status, code) => {
    expect(await create(input)).toMatchObject({ status, code });
    const { TotalCount } = await server.client.ok('vpc', 'DescribeNetworkInterfaces');
    expect(TotalCount).toBe(0);
  });

  it('refuses addresses and MACs that another interface has', async () => {
    const given = { MacAddress: '00163e000001', PrimaryIpAddress: '10.0.0.9' };
    await made({ ...given, Ipv6Address: ['2001:db8::9'] });
    expect(await create({ PrimaryIpAddress: '10.0.0.9' })).toMatchObject({
      code: 'InvalidPrivateIp.InUse',
    });
    expect(await create({ PrivateIpAddress: ['10.0.0.9'] })).toMatchObject({
      code: 'InvalidPrivateIp.InUse',
    });
    expect(await create({ Ipv6Address: ['2001:db8:0:0::9'] })).toMatchObject({
      code: 'InvalidIpv6.InUse',
    });
    expect(await create({ MacAddress: '00:16:3e:00:00:01' })).toMatchObject({
      code: 'InvalidMacAddress.InUse',
    });
  });

  it('refuses IPv6 where the subnet has none', async () => {
    here = await scene(server, { ipv6: false });
    expect(await create({ Ipv6AddressCount: 1 })).toMatchObject({
      status: 400,
      code: 'InvalidSubnet.DisableIpv6',
    });
  });

  it('refuses more groups than the quota, and groups of another VPC', async () => {
    const groups = [here.groupId];
    while (groups.length < 6) groups.push(await madeGroup(server, here.vpcId));
    expect(await create({ SecurityGroupIds: groups })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.EniSecurityGroup',
    });
    const elsewhere = await scene(server);
    expect(await create({ SecurityGroupIds: [here.groupId, elsewhere.groupId] })).toMatchObject({
      status: 400,
      code: 'InvalidSecurityGroup.VpcMismatch',
    });
  });

  it('refuses a VPC, a subnet and a group that are not Available', async () => {
    await patchRow(server, 'security_group', here.groupId, { status: 'Creating' });
    expect(await create()).toMatchObject({
      status: 400,
      code: 'InvalidSecurityGroup.InvalidStatus',
    });
    await patchRow(server, 'subnet', here.subnetId, { status: 'Pending' });
    expect(await create()).toMatchObject({ status: 400, code: 'InvalidSubnet.InvalidStatus' });
    await patchRow(server, 'vpc', here.vpcId, { status: 'Pending' });
    expect(await create()).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
  });

  it("refuses another account's subnet and group", async () => {
    await server.close();
    server = await startServer({ world: worldOfTwo() });
    here = await scene(server);
    const theirs = await scene(server, { client: server.as(OTHER) });
    expect(await create({ SubnetId: theirs.subnetId })).toMatchObject({
      code: 'InvalidSubnet.NotFound',
    });
    expect(await create({ SecurityGroupIds: [theirs.groupId] })).toMatchObject({
      code: 'InvalidSecurityGroupId.NotFound',
    });
  });

  it('uses up a subnet to its last address, and no further', async () => {
    here = {
      ...here,
      subnetId: await madeSubnet(server, here.vpcId, { CidrBlock: '10.2.0.0/29' }),
    };
    await made({ SecondaryPrivateIpAddressCount: 3 });
    expect(await create({ SecondaryPrivateIpAddressCount: 1 })).toMatchObject({
      status: 400,
      code: 'InsufficientIpInSubnet',
    });
    await made();
    expect(await create()).toMatchObject({ status: 400, code: 'InsufficientIpInSubnet' });
  });
});

it('is Creating until it has settled', async () => {
  await server.close();
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
  const { NetworkInterfaceId } = (await create()).result;
  const status = async () =>
    (await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }))
      .Status;
  expect(await status()).toBe('Creating');
  await server.advance(1000);
  expect(await status()).toBe('Available');
});

it('refuses more interfaces than the quota, and gives a place back when one is deleted', async () => {
  await server.close();
  server = await startServer({ world: makeWorld({ quotas: { NetworkInterfaces: 2 } }) });
  here = await scene(server);
  const { NetworkInterfaceId } = await made();
  await made();
  expect(await create()).toMatchObject({ status: 400, code: 'QuotaExceeded.Eni' });
  await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId });
  await server.settled();
  await made();
});
