import { afterEach, expect, it } from 'vitest';
import { madeDnatEntry, madeSnatEntry, natScene } from '#test/support/nat.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const nat = (action: string, input: Record<string, unknown>) =>
  server.client.call('natgateway', action, input);
const show = (NatIpId: string) =>
  server.client.ok('natgateway', 'DescribeNatIpAttributes', { NatIpId });
const list = async (input: Record<string, unknown>) =>
  (await server.client.ok('natgateway', 'DescribeNatIps', input)).NatIps;
const intranet = () => natScene(server, { NetworkType: 'intranet' });

it('comes with an intranet gateway, as its default one, which stays', async () => {
  server = await startServer();
  const { NatGatewayId } = await intranet();
  const [only, ...others] = await list({ NatGatewayId });
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    NatIpId: expect.stringMatching(/^vpcnatip-/),
    NatIp: '10.0.0.2',
    IsDefault: true,
    Status: 'Available',
    UsingStatus: 'Idle',
  });
  const { NatIpAddresses } = await server.client.ok('natgateway', 'DescribeNatGatewayAttributes', {
    NatGatewayId,
  });
  expect(NatIpAddresses).toEqual([{ NatIpId: only.NatIpId, NatIpAddress: '10.0.0.2' }]);
  expect(await nat('DeleteNatIp', { NatIpId: only.NatIpId })).toMatchObject({
    status: 400,
    code: 'InvalidNatIp.Default',
    message: "The specified default nat ip can't be deleted.",
  });
  await server.client.ok('natgateway', 'DeleteNatGateway', { NatGatewayId });
  await server.settled();
  expect(await list({ NatGatewayId })).toEqual([]);
});

it('is Creating, then Available, and gives its address back when it goes', async () => {
  server = await startServer({ transitions: 'manual' });
  const { NatGatewayId, SubnetId } = await natScene(server, { NetworkType: 'intranet' });
  await server.advance(LATER);
  const free = async () =>
    (await server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId }))
      .AvailableIpAddressCount;
  const before = await free();
  const given = { NatIp: '10.0.0.50', NatIpName: 'a', NatIpDescription: 'b' };
  const { result } = await nat('CreateNatIp', { NatGatewayId, ...given });
  const { NatIpId } = result;
  expect(await show(NatIpId)).toMatchObject({ ...given, IsDefault: false, Status: 'Creating' });
  expect(await nat('CreateNatIp', { NatGatewayId })).toMatchObject({
    code: 'InvalidNatGateway.InvalidStatus',
  });
  await server.advance(LATER);
  expect(await show(NatIpId)).toMatchObject({ Status: 'Available' });
  expect(await free()).toBe(before - 1);
  expect(await nat('ModifyNatIpAttributes', { NatIpId, NatIpName: 'c' })).toMatchObject({
    status: 200,
  });
  expect(await list({ NatGatewayId, NatIpName: 'c' })).toMatchObject([{ NatIpDescription: 'b' }]);
  expect(await list({ NatGatewayId, NatIpIds: ['vpcnatip-none'] })).toEqual([]);
  expect(await nat('DeleteNatIp', { NatIpId })).toMatchObject({ status: 200 });
  expect(await show(NatIpId)).toMatchObject({ Status: 'Deleting' });
  await server.advance(LATER);
  expect(await nat('DescribeNatIpAttributes', { NatIpId })).toMatchObject({
    status: 404,
    code: 'InvalidNatIp.NotFound',
  });
  expect(await free()).toBe(before);
});

it('is used by entries, and kept by them', async () => {
  server = await startServer();
  const { NatGatewayId, SubnetId } = await intranet();
  const { NatIpId } = (await nat('CreateNatIp', { NatGatewayId })).result;
  await server.settled();
  const { NatIp } = await show(NatIpId);
  const entry = await madeSnatEntry(server, { NatGatewayId, SubnetId, NatIpId });
  expect(await list({ NatGatewayId, NatIpIds: [NatIpId] })).toMatchObject([
    { UsingStatus: 'UsedBySnat' },
  ]);
  const inUse = {
    status: 400,
    code: 'InvalidNatIp.InUse',
    message: "The specified nat ip is in use, and can't be deleted.",
  };
  expect(await nat('DeleteNatIp', { NatIpId })).toMatchObject(inUse);
  await madeDnatEntry(server, { NatGatewayId, ExternalIp: NatIp });
  expect(await show(NatIpId)).toMatchObject({ UsingStatus: 'UsedByNat' });
  await server.client.ok('natgateway', 'DeleteSnatEntry', { SnatEntryId: entry });
  await server.settled();
  expect(await show(NatIpId)).toMatchObject({ UsingStatus: 'UsedByDnat' });
  expect(await nat('DeleteNatIp', { NatIpId })).toMatchObject(inUse);
});

it('is refused where it does not fit', async () => {
  server = await startServer({ world: makeWorld({ quotas: { NatIpsPerNatGateway: 1 } }) });
  const internet = await natScene(server);
  expect(await nat('CreateNatIp', { NatGatewayId: internet.NatGatewayId })).toMatchObject({
    status: 400,
    code: 'InvalidNatGateway.InvalidNetworkType',
  });
  const { NatGatewayId, SubnetId } = await intranet();
  expect(await nat('CreateNatIp', { NatGatewayId })).toMatchObject({ code: 'QuotaExceeded.NatIp' });
  expect(await nat('CreateNatIp', { NatGatewayId: 'ngw-none' })).toMatchObject({ status: 404 });
  const other = await intranet();
  const [theirs] = await list({ NatGatewayId: other.NatGatewayId });
  const entry = { NatGatewayId, SubnetId };
  expect(await nat('CreateSnatEntry', entry)).toMatchObject({ code: 'MissingParameter' });
  expect(await nat('CreateSnatEntry', { ...entry, EipId: 'eip-1' })).toMatchObject({
    code: 'InvalidNatGateway.InvalidNetworkType',
  });
  expect(await nat('CreateSnatEntry', { ...entry, NatIpId: 'vpcnatip-none' })).toMatchObject({
    status: 404,
    code: 'InvalidNatIp.NotFound',
  });
  expect(await nat('CreateSnatEntry', { ...entry, NatIpId: theirs.NatIpId })).toMatchObject({
    status: 400,
    code: 'InvalidNatIp.InstanceMismatch',
  });
});

it('must be free in its gateway’s subnet', async () => {
  server = await startServer();
  const { NatGatewayId } = await intranet();
  expect(await nat('CreateNatIp', { NatGatewayId, NatIp: '10.0.0.2' })).toMatchObject({
    status: 400,
    code: 'InvalidPrivateIp.InUse',
  });
  expect(await nat('CreateNatIp', { NatGatewayId, NatIp: '10.9.0.2' })).toMatchObject({
    status: 400,
    code: 'InvalidPrivateIp.Malformed',
  });
});
