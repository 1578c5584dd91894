import { afterEach, expect, it } from 'vitest';
import { eipOnNat, madeSnatEntry, natScene } from '#test/support/nat.ts';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const nat = (action: string, input: Record<string, unknown>) =>
  server.client.call('natgateway', action, input);
const show = (SnatEntryId: string) =>
  server.client.ok('natgateway', 'DescribeSnatEntryAttributes', { SnatEntryId });
const gateway = (NatGatewayId: string) =>
  server.client.ok('natgateway', 'DescribeNatGatewayAttributes', { NatGatewayId });
const list = async (input: Record<string, unknown>): Promise<string[]> => {
  const { SnatEntries } = await server.client.ok('natgateway', 'DescribeSnatEntries', input);
  return SnatEntries.map(({ SnatEntryId }: { SnatEntryId: string }) => SnatEntryId);
};

it('is Creating, then Available, its gateway Pending meanwhile; it goes likewise', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  const { NatGatewayId } = (await nat('CreateNatGateway', { VpcId, SubnetId })).result;
  await server.advance(LATER);
  const { AllocationId, EipAddress } = await eipOnNat(server, NatGatewayId);
  await server.advance(LATER);
  const { result } = await nat('CreateSnatEntry', { NatGatewayId, SubnetId, EipId: AllocationId });
  const id = result.SnatEntryId;
  expect(id).toMatch(/^snat-[a-z0-9]{25}$/);
  const seen = {
    SnatEntryId: id,
    SnatEntryName: id,
    NatGatewayId,
    SubnetId,
    SourceCidr: '10.0.0.0/24',
    EipId: AllocationId,
    EipAddress,
    NatIpId: '',
    Status: 'Creating',
  };
  expect(await show(id)).toMatchObject(seen);
  expect(await gateway(NatGatewayId)).toMatchObject({ Status: 'Pending', SnatEntryIds: [id] });
  const busy = { status: 400, code: 'InvalidNatGateway.InvalidStatus' };
  const again = { NatGatewayId, SourceCidr: '10.0.9.0/24', EipId: AllocationId };
  expect(await nat('CreateSnatEntry', again)).toMatchObject(busy);
  expect(await nat('DeleteSnatEntry', { SnatEntryId: id })).toMatchObject({
    ...busy,
    message: 'The specified NAT gateway is not in the correct status for the request.',
  });
  await server.advance(LATER);
  expect(await show(id)).toMatchObject({ ...seen, Status: 'Available' });
  expect(await gateway(NatGatewayId)).toMatchObject({
    Status: 'Available',
    EipAddresses: [{ AllocationId, UsingStatus: 'UsedBySnat' }],
  });
  expect(await nat('DeleteSnatEntry', { SnatEntryId: id })).toMatchObject({ status: 200 });
  expect(await show(id)).toMatchObject({ Status: 'Deleting' });
  expect(await gateway(NatGatewayId)).toMatchObject({ Status: 'Pending' });
  await server.advance(LATER);
  const gone = {
    status: 404,
    code: 'InvalidSnatEntry.NotFound',
    message: 'The specified snat entry does not exist.',
  };
  expect(await nat('DescribeSnatEntryAttributes', { SnatEntryId: id })).toMatchObject(gone);
  expect(await nat('DeleteSnatEntry', { SnatEntryId: id })).toMatchObject(gone);
  expect(await gateway(NatGatewayId)).toMatchObject({
    Status: 'Available',
    SnatEntryIds: [],
    EipAddresses: [{ UsingStatus: 'Idle' }],
  });
});

it('uses several EIPs in one value, and others when it is changed', async () => {
  server = await startServer();
  const { NatGatewayId } = await natScene(server);
  const [one, two] = [await eipOnNat(server, NatGatewayId), await eipOnNat(server, NatGatewayId)];
  const both = `${two.AllocationId},${one.AllocationId}`;
  const source = { NatGatewayId, SourceCidr: '10.0.0.0/16' };
  const id = await madeSnatEntry(server, { ...source, EipId: both, SnatEntryName: 'first' });
  expect(await show(id)).toMatchObject({
    SnatEntryName: 'first',
    SubnetId: '',
    SourceCidr: '10.0.0.0/16',
    EipId: both,
    EipAddress: `${two.EipAddress},${one.EipAddress}`,
  });
  const modify = (input: Record<string, unknown>) =>
    nat('ModifySnatEntryAttributes', { SnatEntryId: id, ...input });
  expect(await modify({ EipId: one.AllocationId })).toMatchObject({ status: 200 });
  await server.settled();
  expect(await show(id)).toMatchObject({
    SnatEntryName: 'first',
    EipId: one.AllocationId,
    EipAddress: one.EipAddress,
    Status: 'Available',
  });
  expect(await modify({ SnatEntryName: 'second' })).toMatchObject({ status: 200 });
  await server.settled();
  expect(await show(id)).toMatchObject({ SnatEntryName: 'second', EipId: one.AllocationId });
  expect(await modify({ EipId: 'eip-none' })).toMatchObject({ code: 'InvalidEip.NotFound' });
  expect(await modify({ NatIpId: 'vpcnatip-1' })).toMatchObject({
    code: 'InvalidNatGateway.InvalidNetworkType',
  });
  expect(
    await nat('ModifySnatEntryAttributes', { SnatEntryId: 'snat-none', SnatEntryName: 'n' }),
  ).toMatchObject({ status: 404, code: 'InvalidSnatEntry.NotFound' });
});

it('is about a subnet when its block is that of one', async () => {
  server = await startServer();
  const { NatGatewayId, SubnetId } = await natScene(server);
  const { AllocationId: EipId } = await eipOnNat(server, NatGatewayId);
  const source = { NatGatewayId, SourceCidr: '10.0.0.0/24', EipId };
  expect(await show(await madeSnatEntry(server, source))).toMatchObject({ SubnetId });
});

it('is not about a subnet that is being deleted, although its block is that one', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  const leaving = await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' });
  const { NatGatewayId } = (await nat('CreateNatGateway', { VpcId, SubnetId })).result;
  await server.advance(LATER);
  const { AllocationId: EipId } = await eipOnNat(server, NatGatewayId);
  await server.advance(LATER);
  await server.client.ok('vpc', 'DeleteSubnet', { SubnetId: leaving });
  const source = { NatGatewayId, SourceCidr: '10.0.1.0/24', EipId };
  expect(await show(await madeSnatEntry(server, source))).toMatchObject({ SubnetId: '' });
});

it('is found by every filter', async () => {
  server = await startServer();
  const { NatGatewayId, SubnetId } = await natScene(server);
  const { AllocationId: EipId } = await eipOnNat(server, NatGatewayId);
  const { AllocationId: other } = await eipOnNat(server, NatGatewayId);
  const first = await madeSnatEntry(server, { NatGatewayId, SubnetId, EipId, SnatEntryName: 'a' });
  const block = { NatGatewayId, SourceCidr: '10.0.1.0/24', EipId: other };
  const second = await madeSnatEntry(server, block);
  expect(await list({})).toEqual([first, second]);
  expect(await list({ SnatEntryIds: [second] })).toEqual([second]);
  expect(await list({ SnatEntryName: 'a' })).toEqual([first]);
  expect(await list({ NatGatewayId: 'ngw-none' })).toEqual([]);
  expect(await list({ SubnetId })).toEqual([first]);
  expect(await list({ SourceCidr: '10.0.1.0/24' })).toEqual([second]);
  expect(await list({ SourceCidr: '10.0.0.0/24' })).toEqual([first]);
  expect(await list({ EipId })).toEqual([first]);
  expect(await list({ NatIpId: 'vpcnatip-none' })).toEqual([]);
  expect(await list({ PageSize: 1, PageNumber: 2 })).toEqual([second]);
});

it('keeps its subnet, its EIPs and its gateway', async () => {
  server = await startServer();
  const { NatGatewayId, VpcId } = await natScene(server);
  const SubnetId = await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' });
  const { AllocationId } = await eipOnNat(server, NatGatewayId);
  const id = await madeSnatEntry(server, { NatGatewayId, SubnetId, EipId: AllocationId });
  expect(await server.client.vpc('DeleteSubnet', { SubnetId })).toMatchObject({
    status: 400,
    code: 'InvalidSubnet.InUse',
    message: 'The specified subnet has dependent resource of an SNAT entry.',
  });
  expect(await server.client.vpc('DisassociateEipAddress', { AllocationId })).toMatchObject({
    status: 400,
    code: 'InvalidEip.InUse',
  });
  expect(await nat('DeleteNatGateway', { NatGatewayId })).toMatchObject({
    status: 400,
    code: 'InvalidNatGateway.InUse',
    message: 'The specified NAT gateway has dependent resource of SNAT entry.',
  });
  await server.client.ok('natgateway', 'DeleteSnatEntry', { SnatEntryId: id });
  await server.settled();
  expect(await server.client.vpc('DeleteSubnet', { SubnetId })).toMatchObject({ status: 200 });
  await server.client.ok('vpc', 'DisassociateEipAddress', { AllocationId });
  await server.settled();
  expect(await nat('DeleteNatGateway', { NatGatewayId })).toMatchObject({ status: 200 });
});

it('is refused for what does not fit', async () => {
  const world = makeWorld({ quotas: { SnatEntriesPerNatGateway: 2, EipsPerSnatEntry: 1 } });
  server = await startServer({ world });
  const { NatGatewayId, SubnetId } = await natScene(server);
  const { AllocationId: EipId } = await eipOnNat(server, NatGatewayId);
  const { AllocationId: second } = await eipOnNat(server, NatGatewayId);
  const { AllocationId: free } = await server.client.ok('vpc', 'AllocateEipAddress', {
    BillingType: 3,
  });
  const elsewhere = await madeSubnet(server, await madeVpc(server));
  const create = (input: Record<string, unknown>) =>
    nat('CreateSnatEntry', { NatGatewayId, EipId, SourceCidr: '10.0.1.0/24', ...input });
  const refused: [Record<string, unknown>, number, string][] = [
    [{ SubnetId }, 400, 'InvalidParameter'],
    [{ SourceCidr: undefined }, 400, 'MissingParameter'],
    [{ SourceCidr: '10.0.1.1/24' }, 400, 'InvalidSourceCidr.Malformed'],
    [{ NatGatewayId: 'ngw-none' }, 404, 'InvalidNatGateway.NotFound'],
    [{ SourceCidr: undefined, SubnetId: 'subnet-none' }, 404, 'InvalidSubnet.NotFound'],
    [{ SourceCidr: undefined, SubnetId: elsewhere }, 400, 'InvalidSubnet.VpcMismatch'],
    [{ EipId: undefined }, 400, 'MissingParameter'],
    [{ EipId: ',' }, 400, 'InvalidEipId.Malformed'],
    [{ EipId: `${EipId},${second}` }, 400, 'QuotaExceeded.SnatEntryEip'],
    [{ EipId: 'eip-none' }, 404, 'InvalidEip.NotFound'],
    [{ EipId: free }, 400, 'InvalidEip.InstanceMismatch'],
    [{ NatIpId: 'vpcnatip-none' }, 400, 'InvalidNatGateway.InvalidNetworkType'],
  ];
  for (const [input, status, code] of refused) {
    expect(await create(input), JSON.stringify(input)).toMatchObject({ status, code });
  }
  expect(await list({})).toEqual([]);
  await madeSnatEntry(server, { NatGatewayId, EipId, SubnetId });
  const { CidrBlock } = await server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId });
  expect(await create({ SourceCidr: CidrBlock })).toMatchObject({
    status: 400,
    code: 'InvalidSourceCidr.Conflict',
  });
  await madeSnatEntry(server, { NatGatewayId, EipId, SourceCidr: '10.0.0.0/8' });
  expect(await create({})).toMatchObject({ status: 400, code: 'QuotaExceeded.SnatEntry' });
});

it('is not made about a subnet that is being deleted', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  const leaving = await madeSubnet(server, VpcId, { CidrBlock: '10.0.77.0/24' });
  const { NatGatewayId } = (await nat('CreateNatGateway', { VpcId, SubnetId })).result;
  await server.advance(LATER);
  const { AllocationId } = await eipOnNat(server, NatGatewayId);
  await server.advance(LATER);
  await server.client.ok('vpc', 'DeleteSubnet', { SubnetId: leaving });
  const entry = { NatGatewayId, SubnetId: leaving, EipId: AllocationId };
  const { code } = await nat('CreateSnatEntry', entry);
  expect(code).toBe('InvalidSubnet.InvalidStatus');
});
