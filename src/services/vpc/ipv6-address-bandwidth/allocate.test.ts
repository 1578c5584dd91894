import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { type Ipv6Scene, ipv6Scene, madeBandwidth, madeIpv6Gateway } from '#test/support/ipv6.ts';
import { patchRow } from '#test/support/rows.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const allocate = (input: Record<string, unknown>, client = server.client) =>
  client.vpc('AllocateIpv6AddressBandwidth', { BillingType: 3, ...input });
const show = (AllocationId: string) =>
  server.client.ok('vpc', 'DescribeIpv6AddressBandwidthAttributes', { AllocationId });

async function start(count = 1): Promise<Ipv6Scene & { gateway: string; Ipv6Address: string }> {
  server = await startServer({ world: worldOfTwo() });
  const scene = await ipv6Scene(server, count);
  const gateway = await madeIpv6Gateway(server, scene.VpcId);
  return { ...scene, gateway, Ipv6Address: scene.addresses[0] ?? '' };
}

it('gives an address public bandwidth, Available at once', async () => {
  const { eni, gateway, Ipv6Address } = await start();
  const { result } = await allocate({
    Ipv6Address: Ipv6Address.toUpperCase(),
    BillingType: 2,
    Bandwidth: 500,
    ProjectName: 'one',
    Tags: [{ Key: 'a', Value: 'b' }],
    ClientToken: 'token',
  });
  const { AllocationId } = result;
  expect(AllocationId).toMatch(/^eip-[a-z0-9]{25}$/);
  expect(result.AllocationIds).toEqual([AllocationId]);
  expect(await show(AllocationId)).toEqual({
    RequestId: expect.any(String),
    AllocationId,
    Ipv6Address,
    Ipv6GatewayId: gateway,
    InstanceType: 'NetworkInterface',
    InstanceId: eni,
    NetworkType: 'Public',
    ISP: 'BGP',
    SpecificEgress: '',
    BillingType: 2,
    Bandwidth: 500,
    BandwidthPackageId: '',
    Status: 'Available',
    BusinessStatus: 'Normal',
    LockReason: '',
    ProjectName: 'one',
    Tags: [{ Key: 'a', Value: 'b' }],
    ServiceManaged: false,
    IndependentLimited: false,
    ReservationBandwidth: 0,
    CreationTime: expect.stringMatching(/\+08:00$/),
    UpdateTime: expect.stringMatching(/\+08:00$/),
    OverdueTime: '',
    DeleteTime: '',
  });
  const eip = await server.client.vpc('DescribeEipAddressAttributes', { AllocationId });
  expect(eip).toMatchObject({ status: 404, code: 'InvalidEip.NotFound' });
});

it('is of the carrier of the block that its address is of', async () => {
  server = await startServer();
  const key = server.world.accounts[0]?.keys[0] ?? OTHER;
  const client = server.as(key, 'cn-shanghai');
  const ok = async (action: string, input: Record<string, unknown>) => {
    const result = await client.ok('vpc', action, input);
    await server.settled();
    return result;
  };
  const { VpcId } = await ok('CreateVpc', { CidrBlock: '10.0.0.0/8', EnableIpv6: true });
  const further = { Ipv6CidrBlock: 'fd00:0:0:204::/62', Ipv6Isp: 'ChinaTelecom' };
  await ok('AssociateVpcCidrBlock', { VpcId, ...further });
  await ok('CreateIpv6Gateway', { VpcId });
  const { SubnetId } = await ok('CreateSubnet', {
    VpcId,
    ZoneId: 'cn-shanghai-a',
    CidrBlock: '10.0.0.0/24',
    VpcIpv6CidrBlock: further.Ipv6CidrBlock,
    Ipv6CidrBlock: 5,
  });
  const { SecurityGroupId } = await ok('CreateSecurityGroup', { VpcId });
  const Ipv6Address = 'fd00:0:0:205::9';
  await ok('CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: [SecurityGroupId],
    Ipv6Address: [Ipv6Address],
  });
  await ok('AllocateIpv6AddressBandwidth', { Ipv6Address, BillingType: 3 });
  const { Ipv6AddressBandwidths } = await ok('DescribeIpv6AddressBandwidths', {});
  expect(Ipv6AddressBandwidths).toMatchObject([{ ISP: 'ChinaTelecom' }]);
});

it('is of 1 Mbps in the default project unless told', async () => {
  const { Ipv6Address } = await start();
  const id = await madeBandwidth(server, Ipv6Address);
  expect(await show(id)).toMatchObject({ Bandwidth: 1, BillingType: 3, ProjectName: 'default' });
});

it('refuses what is no IPv6 address, or on no interface of the account', async () => {
  const { Ipv6Address } = await start();
  for (const malformed of ['10.0.0.2', 'x', '::%1']) {
    expect(await allocate({ Ipv6Address: malformed })).toMatchObject({
      status: 400,
      code: 'InvalidIpv6.Malformed',
    });
  }
  const unknown = { status: 404, code: 'InvalidIpv6.NotFound' };
  expect(await allocate({ Ipv6Address: 'fd00::2' })).toMatchObject(unknown);
  expect(await allocate({ Ipv6Address }, server.as(OTHER))).toMatchObject(unknown);
});

it('refuses an interface that is managed by a service, or on its way', async () => {
  const { eni, Ipv6Address } = await start();
  await patchRow(server, 'network_interface', eni, { status: 'Attaching' });
  expect(await allocate({ Ipv6Address })).toMatchObject({
    status: 400,
    code: 'InvalidEni.InvalidStatus',
  });
  await patchRow(server, 'network_interface', eni, { service_managed: 1 });
  expect(await allocate({ Ipv6Address })).toMatchObject({
    status: 400,
    code: 'InvaildIpv6.NotSupport',
    message: 'The specified IPv6 address does not support this operation.',
  });
});

it('needs an Available IPv6 gateway in the VPC', async () => {
  const { gateway, Ipv6Address } = await start();
  await patchRow(server, 'ipv6_gateway', gateway, { status: 'Creating' });
  expect(await allocate({ Ipv6Address })).toMatchObject({
    status: 400,
    code: 'InvalidIpv6Gateway.InvalidStatus',
  });
  await patchRow(server, 'ipv6_gateway', gateway, { status: 'Available' });
  await server.client.ok('vpc', 'DeleteIpv6Gateway', { Ipv6GatewayId: gateway });
  await server.settled();
  expect(await allocate({ Ipv6Address })).toMatchObject({
    status: 404,
    code: 'InvalidIpv6Gateway.NotFound',
  });
});

it('lets an address have it once', async () => {
  const { Ipv6Address } = await start();
  const replies = await Promise.all([allocate({ Ipv6Address }), allocate({ Ipv6Address })]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect(await allocate({ Ipv6Address })).toMatchObject({
    status: 400,
    code: 'InvalidIpv6.InUse',
  });
});

it('refuses bandwidth outside the limits, and packages', async () => {
  const { Ipv6Address } = await start();
  const refused = (message: string) => ({
    status: 400,
    code: 'InvalidBandwidth.Malformed',
    message,
  });
  expect(await allocate({ Ipv6Address, Bandwidth: 0 })).toMatchObject(
    refused('The specified bandwidth is malformed. Ensure that bandwidth is not smaller than 1.'),
  );
  const large = refused('The specified bandwidth is malformed.');
  expect(await allocate({ Ipv6Address, Bandwidth: 201 })).toMatchObject(large);
  expect(await allocate({ Ipv6Address, BillingType: 2, Bandwidth: 501 })).toMatchObject(large);
  expect(await allocate({ Ipv6Address, BillingType: 1 })).toMatchObject({
    status: 400,
    code: 'InvalidBillingType.Malformed',
  });
  expect(await allocate({ Ipv6Address, BandwidthPackageId: 'bwp-1' })).toMatchObject({
    status: 404,
    code: 'InvalidBandwidthPackage.NotFound',
  });
});
