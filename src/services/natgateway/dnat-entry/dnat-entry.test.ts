import { afterEach, expect, it } from 'vitest';
import { eipOnNat, madeDnatEntry, madeSnatEntry, natScene } from '#test/support/nat.ts';
import { madeGroup, madeInterface, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const nat = (action: string, input: Record<string, unknown>) =>
  server.client.call('natgateway', action, input);
const show = (DnatEntryId: string) =>
  server.client.ok('natgateway', 'DescribeDnatEntryAttributes', { DnatEntryId });
const gateway = (NatGatewayId: string) =>
  server.client.ok('natgateway', 'DescribeNatGatewayAttributes', { NatGatewayId });
const list = async (input: Record<string, unknown>): Promise<string[]> => {
  const { DnatEntries } = await server.client.ok('natgateway', 'DescribeDnatEntries', input);
  return DnatEntries.map(({ DnatEntryId }: { DnatEntryId: string }) => DnatEntryId);
};

it('is Creating, then Available, its gateway Pending meanwhile; it goes likewise', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  await madeSubnet(server, VpcId);
  const { NatGatewayId } = (await nat('CreateNatGateway', { VpcId })).result;
  await server.advance(LATER);
  const { AllocationId, EipAddress } = await eipOnNat(server, NatGatewayId);
  await server.advance(LATER);
  const mapping = {
    NatGatewayId,
    ExternalIp: EipAddress,
    ExternalPort: '25-30',
    // Nobody has it yet.
    InternalIp: '10.0.0.77',
    InternalPort: '20-25',
    Protocol: 'udp',
    PortType: 'specified',
  };
  const { result } = await nat('CreateDnatEntry', mapping);
  const id = result.DnatEntryId;
  expect(id).toMatch(/^dnat-[a-z0-9]{25}$/);
  const seen = { ...mapping, DnatEntryId: id, DnatEntryName: id, Status: 'Creating' };
  expect(await show(id)).toMatchObject(seen);
  expect(await gateway(NatGatewayId)).toMatchObject({ Status: 'Pending', DnatEntryIds: [id] });
  const busy = { status: 400, code: 'InvalidNatGateway.InvalidStatus' };
  expect(await nat('CreateDnatEntry', { ...mapping, Protocol: 'tcp' })).toMatchObject(busy);
  expect(await nat('DeleteDnatEntry', { DnatEntryId: id })).toMatchObject(busy);
  await server.advance(LATER);
  expect(await show(id)).toMatchObject({ ...seen, Status: 'Available' });
  expect(await gateway(NatGatewayId)).toMatchObject({
    Status: 'Available',
    EipAddresses: [{ AllocationId, UsingStatus: 'UsedByDnat' }],
  });
  expect(await nat('DeleteDnatEntry', { DnatEntryId: id })).toMatchObject({ status: 200 });
  expect(await show(id)).toMatchObject({ Status: 'Deleting' });
  await server.advance(LATER);
  const gone = { status: 404, code: 'InvalidDnatEntry.NotFound' };
  expect(await nat('DescribeDnatEntryAttributes', { DnatEntryId: id })).toMatchObject(gone);
  expect(await nat('DeleteDnatEntry', { DnatEntryId: id })).toMatchObject(gone);
  expect(await gateway(NatGatewayId)).toMatchObject({ Status: 'Available', DnatEntryIds: [] });
});

it('is changed part by part', async () => {
  server = await startServer();
  const { NatGatewayId } = await natScene(server);
  const [one, two] = [await eipOnNat(server, NatGatewayId), await eipOnNat(server, NatGatewayId)];
  const id = await madeDnatEntry(server, { NatGatewayId, ExternalIp: one.EipAddress });
  const modify = async (input: Record<string, unknown>) => {
    const reply = await nat('ModifyDnatEntryAttributes', { DnatEntryId: id, ...input });
    await server.settled();
    return reply;
  };
  expect(await modify({ DnatEntryName: 'web', ExternalIp: two.EipAddress })).toMatchObject({
    status: 200,
  });
  const ports = { ExternalPort: '1000-1009', InternalPort: '2000-2009', Protocol: 'udp' };
  expect(await modify({ ...ports, InternalIp: '10.0.0.98' })).toMatchObject({ status: 200 });
  const seen = {
    DnatEntryName: 'web',
    ExternalIp: two.EipAddress,
    InternalIp: '10.0.0.98',
    ...ports,
    Status: 'Available',
  };
  expect(await show(id)).toMatchObject(seen);
  expect(await modify({ ExternalPort: '80' })).toMatchObject({
    code: 'InvalidInternalPort.Mismatch',
  });
  expect(await modify({ ExternalPort: 'any' })).toMatchObject({
    code: 'InvalidPortType.Mismatch',
  });
  expect(await show(id)).toMatchObject(seen);
  expect(await modify({ DnatEntryId: 'dnat-none' })).toMatchObject({
    status: 404,
    code: 'InvalidDnatEntry.NotFound',
  });
});

it('is found by every filter', async () => {
  server = await startServer();
  const { NatGatewayId } = await natScene(server);
  const { EipAddress: ExternalIp } = await eipOnNat(server, NatGatewayId);
  const { EipAddress: other } = await eipOnNat(server, NatGatewayId);
  const first = await madeDnatEntry(server, { NatGatewayId, ExternalIp, DnatEntryName: 'a' });
  const any = { PortType: 'any', ExternalPort: 'Any', InternalPort: 'any', Protocol: 'udp' };
  const elsewhere = { ExternalIp: other, InternalIp: '10.0.0.98' };
  const second = await madeDnatEntry(server, { NatGatewayId, ...elsewhere, ...any });
  expect(await list({})).toEqual([first, second]);
  expect(await list({ DnatEntryIds: [second] })).toEqual([second]);
  expect(await list({ DnatEntryName: 'a' })).toEqual([first]);
  expect(await list({ NatGatewayId: 'ngw-none' })).toEqual([]);
  expect(await list({ ExternalIp: other })).toEqual([second]);
  expect(await list({ ExternalPort: '80' })).toEqual([first]);
  expect(await list({ InternalIp: '10.0.0.98' })).toEqual([second]);
  expect(await list({ InternalPort: 'any' })).toEqual([second]);
  expect(await list({ Protocol: 'tcp' })).toEqual([first]);
  expect(await list({ PortType: 'any' })).toEqual([second]);
  expect(await list({ PageSize: 1, PageNumber: 2 })).toEqual([second]);
});

it('keeps its EIP and its gateway', async () => {
  server = await startServer();
  const { NatGatewayId } = await natScene(server);
  const { AllocationId, EipAddress } = await eipOnNat(server, NatGatewayId);
  const entry = await madeDnatEntry(server, { NatGatewayId, ExternalIp: EipAddress });
  const source = { NatGatewayId, SourceCidr: '10.0.0.0/24', EipId: AllocationId };
  const SnatEntryId = await madeSnatEntry(server, source);
  expect(await gateway(NatGatewayId)).toMatchObject({
    EipAddresses: [{ UsingStatus: 'UsedByNat' }],
  });
  await server.client.ok('natgateway', 'DeleteSnatEntry', { SnatEntryId });
  await server.settled();
  expect(await server.client.vpc('DisassociateEipAddress', { AllocationId })).toMatchObject({
    code: 'InvalidEip.InUse',
  });
  expect(await nat('DeleteNatGateway', { NatGatewayId })).toMatchObject({
    code: 'InvalidNatGateway.InUse',
    message: 'The specified NAT gateway has dependent resource of DNAT entry.',
  });
  await server.client.ok('natgateway', 'DeleteDnatEntry', { DnatEntryId: entry });
  await server.settled();
  expect(await server.client.vpc('DisassociateEipAddress', { AllocationId })).toMatchObject({
    status: 200,
  });
});

it('is refused for what does not fit', async () => {
  server = await startServer({ world: makeWorld({ quotas: { DnatEntriesPerNatGateway: 2 } }) });
  const { NatGatewayId, VpcId, SubnetId } = await natScene(server);
  const { EipAddress: ExternalIp } = await eipOnNat(server, NatGatewayId);
  const groupId = await madeGroup(server, VpcId);
  const eni = await madeInterface(server, { subnetId: SubnetId, groupId });
  const { HaVipId } = await server.client.ok('vpc', 'CreateHaVip', { SubnetId });
  await server.settled();
  const withEip = async (InstanceType: string, InstanceId: string) => {
    const eip = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
    const { AllocationId } = eip;
    await server.client.ok('vpc', 'AssociateEipAddress', {
      ...{ AllocationId, InstanceType, InstanceId },
    });
    return eip;
  };
  const own = await withEip('NetworkInterface', eni);
  await withEip('HaVip', HaVipId);
  await server.settled();
  const { PrimaryIpAddress } = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId: eni,
  });
  const { HaVips } = await server.client.ok('vpc', 'DescribeHaVips', {});
  const create = (input: Record<string, unknown>) =>
    nat('CreateDnatEntry', {
      NatGatewayId,
      ExternalIp,
      ExternalPort: '80',
      InternalIp: '10.0.0.99',
      InternalPort: '80',
      Protocol: 'tcp',
      ...input,
    });
  const refused: [Record<string, unknown>, number, string][] = [
    [{ NatGatewayId: 'ngw-none' }, 404, 'InvalidNatGateway.NotFound'],
    [{ ExternalIp: own.EipAddress }, 400, 'InvalidExternalIp.InstanceMismatch'],
    [{ ExternalIp: 'x' }, 400, 'InvalidExternalIp.Malformed'],
    [{ ExternalPort: '80/90' }, 400, 'InvalidExternalPort.Malformed'],
    [{ ExternalPort: '80-81' }, 400, 'InvalidInternalPort.Mismatch'],
    [{ PortType: 'any' }, 400, 'InvalidPortType.Mismatch'],
    [{ ExternalPort: 'any', InternalPort: 'any' }, 400, 'InvalidPortType.Mismatch'],
    [{ InternalIp: '172.16.0.1' }, 400, 'InvalidInternalIp.Malformed'],
    [{ InternalIp: PrimaryIpAddress }, 400, 'InvalidInternalIp.EipAssociated'],
    [{ InternalIp: HaVips[0].IpAddress }, 400, 'InvalidInternalIp.EipAssociated'],
    [{ Protocol: 'icmp' }, 400, 'InvalidProtocol.Malformed'],
  ];
  for (const [input, status, code] of refused) {
    expect(await create(input), JSON.stringify(input)).toMatchObject({ status, code });
  }
  expect(await list({})).toEqual([]);
  const ports = { ExternalPort: '80-89', InternalPort: '80-89' };
  await madeDnatEntry(server, { NatGatewayId, ExternalIp, ...ports });
  const conflict = { status: 400, code: 'InvalidExternalPort.Conflict' };
  expect(await create({ ExternalPort: '89' })).toMatchObject(conflict);
  const any = { PortType: 'any', ExternalPort: 'any', InternalPort: 'any', Protocol: 'udp' };
  expect(await create(any)).toMatchObject(conflict);
  expect(await create({ ExternalPort: '90' })).toMatchObject({ status: 200 });
  await server.settled();
  expect(await create({ Protocol: 'udp' })).toMatchObject({ code: 'QuotaExceeded.DnatEntry' });
});
