import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { ipv6Scene, madeBandwidth, madeIpv6Gateway } from '#test/support/ipv6.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

const vpc = (action: string, input: object) => server.client.vpc(action, { ...input });
const ok = (action: string, input: object) => server.client.ok('vpc', action, { ...input });
const newEip = async (input: object = {}): Promise<string> =>
  (await ok('AllocateEipAddress', { BillingType: 3, ...input })).AllocationId;
const eip = (AllocationId: string) => ok('DescribeEipAddressAttributes', { AllocationId });
const add = (BandwidthPackageId: string, AllocationId: string) =>
  vpc('AddBandwidthPackageIp', { BandwidthPackageId, AllocationId });
const members = async (id: string) =>
  (await ok('DescribeBandwidthPackages', { BandwidthPackageIds: [id] })).BandwidthPackages[0]
    .EipAddresses;

/** The public bandwidth of an IPv6 address of ChinaMobile, in whose packages it can be. */
async function ipv6Bandwidth(input: object = {}): Promise<string> {
  const { VpcId, addresses } = await ipv6Scene(server);
  await madeIpv6Gateway(server, VpcId);
  return madeBandwidth(server, addresses[0], { ...input });
}

describe('an EIP in a package', () => {
  it('is shown by both, and not by the package once it is out', async () => {
    const id = await madeBandwidthPackage(server);
    const AllocationId = await newEip({ Bandwidth: 7 });
    expect(await add(id, AllocationId)).toMatchObject({ status: 200 });
    const { EipAddress } = await eip(AllocationId);
    expect(await members(id)).toEqual([{ AllocationId, EipAddress }]);
    expect(await eip(AllocationId)).toMatchObject({ BandwidthPackageId: id, Bandwidth: 7 });
    await ok('RemoveBandwidthPackageIp', { BandwidthPackageId: id, AllocationId });
    expect(await members(id)).toEqual([]);
    expect(await eip(AllocationId)).toMatchObject({ BandwidthPackageId: '', Bandwidth: 7 });
  });

  it('is allocated into it at once', async () => {
    const id = await madeBandwidthPackage(server);
    const AllocationId = await newEip({ BandwidthPackageId: id });
    expect(await eip(AllocationId)).toMatchObject({ BandwidthPackageId: id });
    expect(await members(id)).toMatchObject([{ AllocationId }]);
  });

  it('has a limit of its own that is asked for, until that is cancelled or it is out', async () => {
    const id = await madeBandwidthPackage(server);
    const AllocationId = await newEip({ Bandwidth: 7, BandwidthPackageId: id });
    const limit = (Bandwidth: number) =>
      vpc('ModifyBandwidthPackageEipBandwidth', { AllocationId, Bandwidth });
    expect(await limit(11)).toMatchObject({ status: 400, code: 'InvalidBandwidth.Malformed' });
    expect(await limit(10)).toMatchObject({ status: 200 });
    expect(await eip(AllocationId)).toMatchObject({ Bandwidth: 10 });
    await ok('CancelBandwidthPackageEipBandwidth', { AllocationId });
    expect(await eip(AllocationId)).toMatchObject({ Bandwidth: 7 });
    await limit(3);
    await ok('RemoveBandwidthPackageIp', { BandwidthPackageId: id, AllocationId });
    expect(await eip(AllocationId)).toMatchObject({ Bandwidth: 7 });
  });

  it('is neither released, nor billed otherwise, nor given a bandwidth of its own', async () => {
    const AllocationId = await newEip({ BandwidthPackageId: await madeBandwidthPackage(server) });
    const refused = {
      status: 400,
      code: 'InvalidEip.InUse',
      message: 'The specified EIP has dependent resource of a bandwidth package.',
    };
    for (const [action, input] of [
      ['ReleaseEipAddress', {}],
      ['ConvertEipAddressBillingType', { BillingType: 2 }],
      ['ModifyEipAddressAttributes', { Bandwidth: 3 }],
    ] as const) {
      expect(await vpc(action, { AllocationId, ...input })).toMatchObject(refused);
    }
    expect(await vpc('ModifyEipAddressAttributes', { AllocationId, Name: 'b' })).toMatchObject({
      status: 200,
    });
  });
});

describe('AddBandwidthPackageIp', () => {
  it('refuses what is not there, or is of another account', async () => {
    const id = await madeBandwidthPackage(server);
    const AllocationId = await newEip();
    const noEip = { status: 404, code: 'InvalidEip.NotFound' };
    const noPackage = { status: 404, code: 'InvalidBandwidthPackage.NotFound' };
    expect(await add(id, 'eip-none')).toMatchObject(noEip);
    expect(await add('bwp-none', AllocationId)).toMatchObject(noPackage);
    const other = server.as(OTHER);
    const theirs = await other.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
    expect(await add(id, theirs.AllocationId)).toMatchObject(noEip);
    const stray = { BillingType: 3, BandwidthPackageId: id };
    expect(await other.vpc('AllocateEipAddress', stray)).toMatchObject(noPackage);
  });

  it('refuses an EIP that is in a package', async () => {
    const id = await madeBandwidthPackage(server);
    const AllocationId = await newEip({ BandwidthPackageId: id });
    const refused = { status: 400, code: 'InvalidEip.InUse' };
    expect(await add(id, AllocationId)).toMatchObject(refused);
    expect(await add(await madeBandwidthPackage(server), AllocationId)).toMatchObject(refused);
  });

  it.each([
    ['a subscription', { BillingType: 1 }, {}, 'InvalidBillingType.Malformed'],
    ['another line', { ISP: 'ChinaMobile' }, {}, 'InvalidBandwidthPackage.ISPMismatch'],
    [
      'other protection',
      {},
      { SecurityProtectionTypes: ['AntiDDoS_Enhanced'] },
      'InvalidBandwidthPackage.SecurityProtectionMismatch',
    ],
    ['IPv4 among IPv6', {}, { Protocol: 'IPv6' }, 'InvalidBandwidthPackage.ProtocolMismatch'],
  ])('and AllocateEipAddress refuse %s', async (_, own, packages, code) => {
    const id = await madeBandwidthPackage(server, packages);
    const refused = { status: 400, code };
    expect(await add(id, await newEip(own))).toMatchObject(refused);
    const input = { BillingType: 3, ...own, BandwidthPackageId: id };
    expect(await vpc('AllocateEipAddress', input)).toMatchObject(refused);
  });

  it('refuses an EIP on its way', async () => {
    await server.close();
    server = await startServer({ transitions: 'manual' });
    const { BandwidthPackageId } = await ok('CreateBandwidthPackage', { Bandwidth: 5 });
    const AllocationId = await newEip();
    await ok('ReleaseEipAddress', { AllocationId });
    expect(await add(BandwidthPackageId, AllocationId)).toMatchObject({
      status: 400,
      code: 'InvalidEip.InvalidStatus',
    });
  });
});

it('RemoveBandwidthPackageIp refuses an EIP that is not in the package', async () => {
  const id = await madeBandwidthPackage(server);
  const refused = {
    status: 400,
    code: 'InvalidEip.Malformed',
    message: 'The specified EIP is malformed.The specified EIP not exist in the bandwidth package.',
  };
  const elsewhere = await newEip({ BandwidthPackageId: await madeBandwidthPackage(server) });
  for (const AllocationId of [await newEip(), elsewhere]) {
    const input = { BandwidthPackageId: id, AllocationId };
    expect(await vpc('RemoveBandwidthPackageIp', input)).toMatchObject(refused);
  }
  const AllocationId = await newEip();
  for (const [action, input] of [
    ['ModifyBandwidthPackageEipBandwidth', { Bandwidth: 1 }],
    ['CancelBandwidthPackageEipBandwidth', {}],
  ] as const) {
    expect(await vpc(action, { AllocationId, ...input })).toMatchObject(refused);
  }
});

describe('the public bandwidth of an IPv6 address', () => {
  it('is in a package of its family, and is shown there by its address', async () => {
    const AllocationId = await ipv6Bandwidth();
    const attributes = () => ok('DescribeIpv6AddressBandwidthAttributes', { AllocationId });
    const { Ipv6Address, ISP } = await attributes();
    const four = await madeBandwidthPackage(server, { ISP });
    expect(await add(four, AllocationId)).toMatchObject({
      status: 400,
      code: 'InvalidBandwidthPackage.ProtocolMismatch',
    });
    await ok('ModifyBandwidthPackageAttributes', {
      BandwidthPackageId: four,
      EnableDualStack: true,
    });
    expect(await add(four, AllocationId)).toMatchObject({ status: 200 });
    expect(await members(four)).toEqual([{ AllocationId, EipAddress: Ipv6Address }]);
    expect(await attributes()).toMatchObject({
      BandwidthPackageId: four,
      IndependentLimited: false,
    });
    await ok('ModifyBandwidthPackageEipBandwidth', { AllocationId, Bandwidth: 2 });
    expect(await attributes()).toMatchObject({ IndependentLimited: true, Bandwidth: 2 });
    const { Ipv6AddressBandwidths } = await ok('DescribeIpv6AddressBandwidths', {
      BandwidthPackageId: four,
    });
    expect(Ipv6AddressBandwidths).toMatchObject([{ AllocationId }]);
  });

  it('keeps its package of both families, and is not released from it', async () => {
    const AllocationId = await ipv6Bandwidth();
    const { ISP } = await ok('DescribeIpv6AddressBandwidthAttributes', { AllocationId });
    const id = await madeBandwidthPackage(server, { ISP, Protocol: 'Dual-stack' });
    await add(id, AllocationId);
    const input = { BandwidthPackageId: id, EnableDualStack: false };
    expect(await vpc('ModifyBandwidthPackageAttributes', input)).toMatchObject({
      status: 400,
      code: 'InvalidDualStackBwp.Malformed',
    });
    const refused = { status: 400, code: 'InvalidEip.InUse' };
    expect(await vpc('ReleaseIpv6AddressBandwidth', { AllocationId })).toMatchObject(refused);
    const change = { AllocationId, Bandwidth: 3 };
    expect(await vpc('ModifyIpv6AddressBandwidth', change)).toMatchObject(refused);
    await ok('RemoveBandwidthPackageIp', { BandwidthPackageId: id, AllocationId });
    expect(await vpc('ModifyBandwidthPackageAttributes', input)).toMatchObject({ status: 200 });
    expect(await vpc('ReleaseIpv6AddressBandwidth', { AllocationId })).toMatchObject({
      status: 200,
    });
  });

  it('is allocated into a package of its family and its line', async () => {
    const { VpcId, addresses } = await ipv6Scene(server, 2);
    await madeIpv6Gateway(server, VpcId);
    const input = { Ipv6Address: addresses[0], BillingType: 3 };
    const four = await madeBandwidthPackage(server);
    expect(
      await vpc('AllocateIpv6AddressBandwidth', { ...input, BandwidthPackageId: four }),
    ).toMatchObject({ status: 400, code: 'InvalidBandwidthPackage.ProtocolMismatch' });
    const { ISP } = await ok('DescribeIpv6AddressBandwidthAttributes', {
      AllocationId: await madeBandwidth(server, addresses[1]),
    });
    const six = await madeBandwidthPackage(server, { ISP, Protocol: 'IPv6' });
    const { AllocationId } = await ok('AllocateIpv6AddressBandwidth', {
      ...input,
      BandwidthPackageId: six,
    });
    expect(await members(six)).toMatchObject([{ AllocationId }]);
  });
});
