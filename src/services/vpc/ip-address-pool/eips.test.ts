import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeIpAddressPool } from '#test/support/ip-address-pool.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

const vpc = (action: string, input: object) => server.client.vpc(action, { ...input });
const ok = (action: string, input: object) => server.client.ok('vpc', action, { ...input });
const allocate = (input: object) => vpc('AllocateEipAddress', { BillingType: 3, ...input });

describe('an EIP of a pool', () => {
  it('has a free address of it, until there is none', async () => {
    const id = await madeIpAddressPool(server, { CidrBlock: '203.0.113.0/31' });
    const { AllocationId, EipAddress } = await ok('AllocateEipAddress', {
      BillingType: 3,
      IpAddressPoolId: id,
    });
    expect(EipAddress).toBe('203.0.113.0');
    expect(await ok('DescribeEipAddressAttributes', { AllocationId })).toMatchObject({
      IpAddressPoolId: id,
    });
    await ok('AllocateEipAddress', { BillingType: 3 });
    const { EipAddresses } = await ok('DescribeEipAddresses', { IpAddressPoolId: id });
    expect(EipAddresses).toMatchObject([{ AllocationId }]);
    const second = { IpAddressPoolId: id, IpAddress: '203.0.113.1' };
    expect(await allocate(second)).toMatchObject({ status: 200 });
    expect(await allocate(second)).toMatchObject({ status: 400, code: 'InvalidIpAddress.InUse' });
    expect(await allocate({ IpAddressPoolId: id })).toMatchObject({
      status: 400,
      code: 'InsufficientEip',
    });
    await ok('ReleaseEipAddress', { AllocationId });
    await server.settled();
    expect(await allocate({ IpAddressPoolId: id })).toMatchObject({
      result: { EipAddress: '203.0.113.0' },
    });
  });

  it('is asked of a pool that is there, of its line, and at an address of it', async () => {
    const id = await madeIpAddressPool(server, { CidrBlock: '203.0.113.0/31' });
    const IpAddressPoolId = id;
    expect(await allocate({ IpAddressPoolId: 'ippool-none' })).toMatchObject({
      status: 404,
      code: 'InvalidIpAddressPool.NotFound',
    });
    expect(await allocate({ IpAddressPoolId, ISP: 'ChinaMobile' })).toMatchObject({
      status: 400,
      code: 'InvalidIpAddressPool.ISPMismatch',
    });
    expect(await allocate({ IpAddressPoolId, IpAddress: '203.0.113.2' })).toMatchObject({
      status: 400,
      code: 'InvalidIpAddress.Malformed',
    });
    const other = server.as(OTHER);
    const theirs = { BillingType: 3, IpAddressPoolId };
    expect(await other.vpc('AllocateEipAddress', theirs)).toMatchObject({
      status: 404,
      code: 'InvalidIpAddressPool.NotFound',
    });
  });

  it('is the only way to an address of it', async () => {
    await madeIpAddressPool(server, { CidrBlock: '203.0.113.0/31' });
    const IpAddress = '203.0.113.1';
    const refused = { status: 400, code: 'InvalidIpAddress.InUse' };
    expect(await allocate({ IpAddress })).toMatchObject(refused);
    const input = { BillingType: 3, IpAddress };
    expect(await server.as(OTHER).vpc('AllocateEipAddress', input)).toMatchObject(refused);
  });
});

it('a pool goes when no EIP is of it', async () => {
  const IpAddressPoolId = await madeIpAddressPool(server, { CidrMask: 30 });
  const { AllocationId } = await ok('AllocateEipAddress', { BillingType: 3, IpAddressPoolId });
  const drop = () => vpc('DeleteIpAddressPool', { IpAddressPoolId });
  expect(await drop()).toMatchObject({ status: 400, code: 'InvalidIpAddressPool.InUse' });
  await ok('ReleaseEipAddress', { AllocationId });
  await server.settled();
  expect(await drop()).toMatchObject({ status: 200 });
  await server.settled();
  expect(await drop()).toMatchObject({ status: 404, code: 'InvalidIpAddressPool.NotFound' });
});

it('a pool on its way takes no change', async () => {
  await server.close();
  server = await startServer({ transitions: 'manual' });
  const { IpAddressPoolId } = await ok('CreateIpAddressPool', { ISP: 'BGP', CidrMask: 30 });
  const refused = { status: 400, code: 'InvalidIpAddressPool.InvalidStatus' };
  for (const [action, input] of [
    ['ModifyIpAddressPoolAttributes', { Name: 'b' }],
    ['AddIpAddressPoolCidrBlock', { CidrMask: 30 }],
    ['DeleteIpAddressPoolCidrBlock', { CidrBlock: '203.0.113.0/30' }],
    ['DeleteIpAddressPool', {}],
    ['AllocateEipAddress', { BillingType: 3 }],
  ] as const) {
    expect(await vpc(action, { IpAddressPoolId, ...input }), action).toMatchObject(refused);
  }
});
