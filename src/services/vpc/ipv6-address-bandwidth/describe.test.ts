import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { ipv6Scene, madeBandwidth, madeIpv6Gateway } from '#test/support/ipv6.ts';
import { madeInstance } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const list = (input: Record<string, unknown> = {}, client = server.client) =>
  client.ok('vpc', 'DescribeIpv6AddressBandwidths', input);

async function found(input: Record<string, unknown>): Promise<string[]> {
  const { Ipv6AddressBandwidths } = await list(input);
  return Ipv6AddressBandwidths.map(({ AllocationId }: { AllocationId: string }) => AllocationId);
}

it('finds by every filter, and says what the attributes say', async () => {
  server = await startServer({ world: worldOfTwo() });
  const here = await ipv6Scene(server);
  const there = await ipv6Scene(server);
  const gateway = await madeIpv6Gateway(server, here.VpcId);
  await madeIpv6Gateway(server, there.VpcId);
  const one = await madeBandwidth(server, here.addresses[0], { ProjectName: 'p' });
  const two = await madeBandwidth(server, there.addresses[0], {
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  const instanceId = await madeInstance(server, {
    subnetId: here.subnetId,
    groupId: here.groupId,
    zoneId: 'cn-beijing-a',
  });
  await server.client.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId: here.eni,
    InstanceId: instanceId,
  });
  await server.settled();

  expect(await found({})).toEqual([one, two]);
  expect(await found({ AllocationIds: [two, 'eip-none'] })).toEqual([two]);
  const spelled = here.addresses[0]?.toUpperCase();
  expect(await found({ Ipv6Addresses: [spelled, 'x'] })).toEqual([one]);
  expect(await found({ VpcId: there.VpcId })).toEqual([two]);
  expect(await found({ AssociatedInstanceId: instanceId })).toEqual([one]);
  expect(await found({ AssociatedInstanceId: here.eni })).toEqual([]);
  expect(await found({ AssociatedInstanceId: there.eni })).toEqual([two]);
  expect(await found({ AssociatedInstanceType: 'EcsInstance' })).toEqual([one]);
  expect(await found({ AssociatedInstanceType: 'NetworkInterface' })).toEqual([two]);
  expect(await found({ AssociatedInstanceType: 'ClbInstance' })).toEqual([]);
  expect(
    await found({ AssociatedInstanceId: there.eni, AssociatedInstanceType: 'EcsInstance' }),
  ).toEqual([]);
  expect(await found({ NetworkType: 'Public' })).toEqual([one, two]);
  expect(await found({ NetworkType: 'Private' })).toEqual([]);
  expect(await found({ ISP: 'BGP' })).toEqual([one, two]);
  expect(await found({ ISP: 'ChinaMobile' })).toEqual([]);
  expect(await found({ BandwidthPackageId: 'bwp-1' })).toEqual([]);
  expect(await found({ ProjectName: 'p' })).toEqual([one]);
  expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([two]);
  expect((await list({}, server.as(OTHER))).Ipv6AddressBandwidths).toEqual([]);

  const {
    UpdateTime,
    DeleteTime,
    ServiceManaged: _,
    IndependentLimited: __,
    ReservationBandwidth: ___,
    RequestId: ____,
    ...attributes
  } = await server.client.ok('vpc', 'DescribeIpv6AddressBandwidthAttributes', {
    AllocationId: one,
  });
  expect(attributes).toMatchObject({
    InstanceType: 'EcsInstance',
    InstanceId: instanceId,
    Ipv6GatewayId: gateway,
  });
  expect((await list({ AllocationIds: [one] })).Ipv6AddressBandwidths).toEqual([
    { ...attributes, UpdatedAt: UpdateTime, DeletedTime: DeleteTime },
  ]);
});

it('pages by token as the SDK does, and by number as Terraform does', async () => {
  server = await startServer();
  const { VpcId, addresses } = await ipv6Scene(server, 3);
  await madeIpv6Gateway(server, VpcId);
  const ids: string[] = [];
  for (const address of addresses) ids.push(await madeBandwidth(server, address));
  const first = await list({ MaxResults: 2 });
  expect(first.Ipv6AddressBandwidths).toHaveLength(2);
  const last = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(last).toMatchObject({
    NextToken: '',
    Ipv6AddressBandwidths: [{ AllocationId: ids[2] }],
  });
  expect(await found({ PageSize: 2, PageNumber: 2 })).toEqual(ids.slice(2));
  expect(await found({ PageSize: 3, PageNumber: 2 })).toEqual([]);
  expect(
    await server.client.vpc('DescribeIpv6AddressBandwidths', { NextToken: 'x' }),
  ).toMatchObject({ status: 400, code: 'InvalidNextToken.Malformed' });
});
