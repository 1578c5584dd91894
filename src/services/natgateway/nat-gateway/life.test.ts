import { afterEach, expect, it } from 'vitest';
import { eipOnNat, madeNatGateway, natScene } from '#test/support/nat.ts';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const nat = (action: string, input: Record<string, unknown>) =>
  server.client.call('natgateway', action, input);
const show = (NatGatewayId: string) =>
  server.client.ok('natgateway', 'DescribeNatGatewayAttributes', { NatGatewayId });
const list = async (input: Record<string, unknown>): Promise<string[]> => {
  const { NatGateways } = await server.client.ok('natgateway', 'DescribeNatGateways', input);
  return NatGateways.map(({ NatGatewayId }: { NatGatewayId: string }) => NatGatewayId);
};
const associate = (AllocationId: string, InstanceId: string, more = {}) =>
  server.client.vpc('AssociateEipAddress', {
    AllocationId,
    InstanceId,
    InstanceType: 'Nat',
    ...more,
  });
const BUSY = {
  status: 400,
  code: 'InvalidNatGateway.InvalidStatus',
  message: 'The specified NAT gateway is not in the correct status for the request.',
};

async function eip(): Promise<string> {
  const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  return AllocationId;
}

it('is changed, Pending meanwhile; what is absent stays', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  await madeSubnet(server, VpcId);
  const { NatGatewayId } = (await nat('CreateNatGateway', { VpcId })).result;
  const modify = (input: Record<string, unknown>) =>
    nat('ModifyNatGatewayAttributes', { NatGatewayId, ...input });
  expect(await modify({ Spec: 'Large' })).toMatchObject(BUSY);
  await server.advance(LATER);
  expect(await modify({ NatGatewayName: 'n', Spec: 'Large' })).toMatchObject({ status: 200 });
  expect(await show(NatGatewayId)).toMatchObject({ Status: 'Pending' });
  expect(await modify({ Description: 'd' })).toMatchObject(BUSY);
  expect(await nat('DeleteNatGateway', { NatGatewayId })).toMatchObject(BUSY);
  await server.advance(LATER);
  const modes = { SmartScheduleEnabled: true, SmartScheduleRule: 'rule', DirectMode: false };
  expect(await modify({ Description: 'd', ...modes })).toMatchObject({ status: 200 });
  await server.advance(LATER);
  expect(await show(NatGatewayId)).toMatchObject({
    Status: 'Available',
    NatGatewayName: 'n',
    Description: 'd',
    Spec: 'Large',
    SmartScheduleEnabled: true,
    SmartScheduleRule: 'rule',
  });
  const [listed] = (await nat('DescribeNatGateways', {})).result.NatGateways;
  expect(listed.DirectMode).toBe(false);
  expect(await nat('ModifyNatGatewayAttributes', { NatGatewayId: 'ngw-none' })).toMatchObject({
    status: 404,
    code: 'InvalidNatGateway.NotFound',
  });
});

it('is found by every filter', async () => {
  server = await startServer();
  const one = await natScene(server, { NatGatewayName: 'one', ProjectName: 'p', Spec: 'Large' });
  const two = await natScene(server, {
    NetworkType: 'intranet',
    Description: 'inside',
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  const [first, second] = [one.NatGatewayId, two.NatGatewayId];
  expect(await list({})).toEqual([first, second]);
  expect(await list({ NatGatewayIds: [second, 'ngw-none'] })).toEqual([second]);
  expect(await list({ NatGatewayName: 'one' })).toEqual([first]);
  expect(await list({ NatGatewayName: 'on' })).toEqual([]);
  expect(await list({ Description: 'inside' })).toEqual([second]);
  expect(await list({ NetworkType: 'intranet' })).toEqual([second]);
  expect(await list({ Spec: 'Large' })).toEqual([first]);
  expect(await list({ VpcId: one.VpcId })).toEqual([first]);
  expect(await list({ SubnetId: two.SubnetId })).toEqual([second]);
  expect(await list({ ProjectName: 'p' })).toEqual([first]);
  expect(await list({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([second]);
  expect(await list({ PageSize: 1, PageNumber: 2 })).toEqual([second]);
});

it('bears tags by the actions of both services', async () => {
  server = await startServer();
  const { NatGatewayId } = await natScene(server);
  const on = { ResourceType: 'ngw', ResourceIds: [NatGatewayId] };
  const tag = (Key: string) => ({ ...on, Tags: [{ Key, Value: 'v' }] });
  await server.client.ok('vpc', 'TagResources', tag('a'));
  await server.client.ok('natgateway', 'TagResources', tag('b'));
  const listed = await server.client.ok('natgateway', 'ListTagsForResources', on);
  expect(listed.ResourceTags.map(({ TagKey }: { TagKey: string }) => TagKey)).toEqual(['a', 'b']);
  await server.client.ok('natgateway', 'UntagResources', { ...on, TagKeys: ['a'] });
  await server.client.ok('vpc', 'UntagResources', { ...on, TagKeys: ['b'] });
  expect((await show(NatGatewayId)).Tags).toEqual([]);
  expect(await nat('TagResources', { ...tag('a'), ResourceType: 'vpc' })).toMatchObject({
    status: 400,
  });
});

it('has EIPs, one change at a time', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  await madeSubnet(server, VpcId);
  const { NatGatewayId } = (await nat('CreateNatGateway', { VpcId })).result;
  const [first, second] = [await eip(), await eip()];
  expect(await associate(first, NatGatewayId)).toMatchObject(BUSY);
  await server.advance(LATER);
  expect(await associate(first, NatGatewayId)).toMatchObject({ status: 200 });
  expect(await associate(second, NatGatewayId)).toMatchObject(BUSY);
  expect(await show(NatGatewayId)).toMatchObject({ Status: 'Pending' });
  await server.advance(LATER);
  const seen = await server.client.ok('vpc', 'DescribeEipAddressAttributes', {
    AllocationId: first,
  });
  expect(seen).toMatchObject({
    Status: 'Attached',
    InstanceType: 'Nat',
    InstanceId: NatGatewayId,
  });
  expect(await show(NatGatewayId)).toMatchObject({
    Status: 'Available',
    EipAddresses: [{ AllocationId: first, EipAddress: seen.EipAddress, UsingStatus: 'Idle' }],
  });
  const disassociate = (more = {}) =>
    server.client.vpc('DisassociateEipAddress', { AllocationId: first, ...more });
  expect(await disassociate({ InstanceId: 'ngw-x', InstanceType: 'Nat' })).toMatchObject({
    code: 'InvalidEip.InstanceMismatch',
  });
  expect(await associate(second, NatGatewayId)).toMatchObject({ status: 200 });
  expect(await disassociate()).toMatchObject(BUSY);
  await server.advance(LATER);
  const right = { InstanceId: NatGatewayId, InstanceType: 'Nat' };
  expect(await disassociate(right)).toMatchObject({ status: 200 });
  expect(await show(NatGatewayId)).toMatchObject({ Status: 'Pending' });
  await server.advance(LATER);
  expect(await show(NatGatewayId)).toMatchObject({
    Status: 'Available',
    EipAddresses: [{ AllocationId: second }],
  });
});

it('takes EIPs only where they make sense', async () => {
  server = await startServer({ world: makeWorld({ quotas: { EipsPerNatGateway: 2 } }) });
  const { NatGatewayId, VpcId, SubnetId } = await natScene(server);
  const id = await eip();
  expect(await associate(id, 'ngw-none')).toMatchObject({
    status: 404,
    code: 'InvalidNatGateway.NotFound',
  });
  const stray = { status: 400, code: 'InvalidParameter' };
  expect(await associate(id, NatGatewayId, { PrivateIpAddress: '10.0.0.5' })).toMatchObject(stray);
  expect(await associate(id, NatGatewayId, { ReleaseWithInstance: true })).toMatchObject(stray);
  const intranet = await madeNatGateway(server, { VpcId, SubnetId, NetworkType: 'intranet' });
  expect(await associate(id, intranet)).toMatchObject({
    status: 400,
    code: 'InvalidNatGateway.InvalidNetworkType',
  });
  await eipOnNat(server, NatGatewayId);
  await eipOnNat(server, NatGatewayId);
  expect(await associate(id, NatGatewayId)).toMatchObject({ code: 'QuotaExceeded.NatGatewayEip' });
});

it('keeps its subnet and its VPC, is kept by its EIPs, and takes routes to it along', async () => {
  server = await startServer();
  const { NatGatewayId, VpcId, SubnetId } = await natScene(server);
  const { AllocationId } = await eipOnNat(server, NatGatewayId);
  const { RouteTableIds } = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
  const route = {
    RouteTableId: RouteTableIds[0],
    DestinationCidrBlock: '0.0.0.0/0',
    NextHopType: 'NatGW',
    NextHopId: NatGatewayId,
  };
  await server.client.ok('vpc', 'CreateRouteEntry', route);
  await server.settled();
  const routes = async () => {
    const input = {
      RouteTableId: RouteTableIds[0],
      RouteEntryType: 'Custom',
      NextHopType: 'NatGW',
    };
    return (await server.client.ok('vpc', 'DescribeRouteEntryList', input)).RouteEntries;
  };
  expect(await routes()).toMatchObject([{ NextHopType: 'NatGW', NextHopId: NatGatewayId }]);
  expect(await server.client.vpc('DeleteSubnet', { SubnetId })).toMatchObject({
    code: 'InvalidSubnet.InUse',
  });
  expect(await server.client.vpc('DeleteVpc', { VpcId })).toMatchObject({
    code: 'InvalidVpc.InUse',
  });
  expect(await server.client.vpc('ReleaseEipAddress', { AllocationId })).toMatchObject({
    code: 'InvalidEip.InUse',
  });
  expect(await nat('DeleteNatGateway', { NatGatewayId })).toMatchObject({
    status: 400,
    code: 'InvalidNatGateway.InUse',
    message: 'The specified NAT gateway has dependent resource of EIP.',
  });
  await server.client.ok('vpc', 'DisassociateEipAddress', { AllocationId });
  await server.settled();
  await server.client.ok('natgateway', 'DeleteNatGateway', { NatGatewayId });
  await server.settled();
  expect(await routes()).toEqual([]);
  const gone = { status: 404, code: 'InvalidNatGateway.NotFound' };
  expect(await nat('DescribeNatGatewayAttributes', { NatGatewayId })).toMatchObject(gone);
  expect(await nat('DeleteNatGateway', { NatGatewayId })).toMatchObject(gone);
  expect(await server.client.vpc('DeleteSubnet', { SubnetId })).toMatchObject({ status: 200 });
  await server.settled();
  expect(await server.client.vpc('DeleteVpc', { VpcId })).toMatchObject({ status: 200 });
});

it('with a subscription is kept until that ends', async () => {
  server = await startServer();
  const { NatGatewayId } = await natScene(server, { BillingType: 1 });
  expect(await nat('DeleteNatGateway', { NatGatewayId })).toMatchObject({
    status: 400,
    code: 'InvalidNatGateway.InvalidBillingType',
    message: 'The specified NAT gateway is not in the correct billing type for the request.',
  });
});

it('lets its interface be neither deleted nor used by others', async () => {
  server = await startServer();
  const { NatGatewayId } = await natScene(server);
  const { NetworkInterfaceId } = await show(NatGatewayId);
  const managed = { code: 'Forbidden' };
  expect(await server.client.vpc('DeleteNetworkInterface', { NetworkInterfaceId })).toMatchObject(
    managed,
  );
  const AllocationId = await eip();
  expect(
    await server.client.vpc('AssociateEipAddress', {
      AllocationId,
      InstanceId: NetworkInterfaceId,
      InstanceType: 'NetworkInterface',
    }),
  ).toMatchObject(managed);
});
