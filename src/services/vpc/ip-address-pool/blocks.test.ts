import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeIpAddressPool } from '#test/support/ip-address-pool.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const vpc = (action: string, input: object) => server.client.vpc(action, { ...input });
const ok = (action: string, input: object) => server.client.ok('vpc', action, { ...input });
const add = (IpAddressPoolId: string, input: object) =>
  vpc('AddIpAddressPoolCidrBlock', { IpAddressPoolId, ...input });
const shown = (IpAddressPoolId: string) =>
  ok('DescribeIpAddressPoolAttributes', { IpAddressPoolId });

const MALFORMED = { status: 400, code: 'InvalidCidrBlock.Malformed' };
const CONFLICT = { status: 400, code: 'InvalidCidrBlock.Conflict' };

describe('a block of a pool', () => {
  it('is named, or of a mask', async () => {
    const named = await madeIpAddressPool(server, { CidrBlock: '203.0.113.0/28' });
    expect(await shown(named)).toMatchObject({ CidrBlocks: ['203.0.113.0/28'], TotalIpCount: 16 });
    const masked = await madeIpAddressPool(server, { CidrMask: 29 });
    const { CidrBlocks } = await shown(masked);
    expect(CidrBlocks).toEqual([expect.stringMatching(/^198\.19\.\d+\.\d+\/29$/)]);
    const { CidrBlock } = await ok('AddIpAddressPoolCidrBlock', {
      IpAddressPoolId: masked,
      CidrMask: 30,
    });
    expect(await shown(masked)).toMatchObject({
      CidrBlocks: expect.arrayContaining([...CidrBlocks, CidrBlock]),
      TotalIpCount: 12,
    });
  });

  it.each([
    '203.0.113.0/23',
    '203.0.113.1/28',
    '8.8.8.0/28',
    '10.0.0.0/24',
    '203.0.113.0',
  ])('is not %s', async (CidrBlock) => {
    const id = await madeIpAddressPool(server);
    expect(await add(id, { CidrBlock })).toMatchObject(MALFORMED);
    expect(await vpc('CreateIpAddressPool', { ISP: 'BGP', CidrBlock })).toMatchObject(MALFORMED);
  });

  it('is given by its name or by its mask, and one of them', async () => {
    const id = await madeIpAddressPool(server);
    expect(await add(id, {})).toMatchObject({ status: 400, code: 'MissingParameter' });
    const both = { CidrBlock: '203.0.113.0/28', CidrMask: 28 };
    expect(await add(id, both)).toMatchObject({ status: 400, code: 'InvalidParameter' });
    expect(await add(id, { CidrMask: 23 })).toMatchObject({ status: 400 });
  });

  it('has no address of another, and none of an EIP', async () => {
    const id = await madeIpAddressPool(server, { CidrBlock: '203.0.113.16/28' });
    for (const CidrBlock of ['203.0.113.16/28', '203.0.113.0/27', '203.0.113.31/32']) {
      expect(await add(id, { CidrBlock })).toMatchObject(CONFLICT);
    }
    await ok('AllocateEipAddress', { BillingType: 3, IpAddress: '203.0.113.40' });
    expect(await add(id, { CidrBlock: '203.0.113.32/28' })).toMatchObject(CONFLICT);
    expect(await add(id, { CidrBlock: '203.0.113.48/28' })).toMatchObject({ status: 200 });
  });

  it('counts against the addresses of the account, until it goes', async () => {
    const id = await madeIpAddressPool(server, { CidrBlock: '203.0.113.0/24' });
    const full = { status: 400, code: 'QuotaExceeded.IpAddressPoolAddress' };
    const CidrBlock = '198.51.100.0/32';
    expect(await add(id, { CidrBlock })).toMatchObject(full);
    await ok('DeleteIpAddressPoolCidrBlock', {
      IpAddressPoolId: id,
      CidrBlock: '203.0.113.0/24',
    });
    expect(await add(id, { CidrBlock })).toMatchObject({ status: 200 });
    await ok('DeleteIpAddressPool', { IpAddressPoolId: id });
    await server.settled();
    await madeIpAddressPool(server, { CidrBlock: '198.51.100.0/24' });
  });

  it('is listed with what is used of it', async () => {
    const id = await madeIpAddressPool(server, { CidrBlock: '203.0.113.0/31' });
    await add(id, { CidrBlock: '203.0.113.8/32' });
    for (let i = 0; i < 3; i++) {
      await ok('AllocateEipAddress', { BillingType: 3, IpAddressPoolId: id });
    }
    const list = (input: object = {}) =>
      ok('DescribeIpAddressPoolCidrBlocks', { IpAddressPoolId: id, ...input });
    expect((await list()).IpAddressPoolCidrBlocks).toMatchObject([
      { CidrBlock: '203.0.113.0/31', Status: 'Available', TotalIpCount: 2, UsedIpCount: 2 },
      { CidrBlock: '203.0.113.8/32', Status: 'Available', TotalIpCount: 1, UsedIpCount: 1 },
    ]);
    expect(await list({ CidrBlock: '203.0.113.8/32' })).toMatchObject({
      IpAddressPoolCidrBlocks: [{ TotalIpCount: 1 }],
    });
    const { NextToken } = await list({ MaxResults: 1 });
    expect(await list({ MaxResults: 1, NextToken })).toMatchObject({
      NextToken: '',
      IpAddressPoolCidrBlocks: [{ CidrBlock: '203.0.113.8/32' }],
    });
  });

  it('does not go while it has an EIP, nor from where it is not', async () => {
    const id = await madeIpAddressPool(server, { CidrBlock: '203.0.113.0/31' });
    const drop = (CidrBlock: string) =>
      vpc('DeleteIpAddressPoolCidrBlock', { IpAddressPoolId: id, CidrBlock });
    const { AllocationId } = await ok('AllocateEipAddress', {
      BillingType: 3,
      IpAddressPoolId: id,
    });
    expect(await drop('203.0.113.0/31')).toMatchObject({
      status: 400,
      code: 'InvalidCidrBlock.InUse',
    });
    expect(await drop('203.0.113.0/32')).toMatchObject({
      status: 404,
      code: 'InvalidCidrBlock.NotFound',
    });
    await ok('ReleaseEipAddress', { AllocationId });
    await server.settled();
    expect(await drop('203.0.113.0/31')).toMatchObject({ status: 200 });
    expect(await shown(id)).toMatchObject({ CidrBlocks: [], TotalIpCount: 0 });
  });
});

it('pools count against their quota, which a deletion gives back', async () => {
  await server.close();
  const [account] = makeWorld().accounts;
  server = await startServer({
    world: makeWorld({
      accounts: account ? [{ ...account, quotas: { IpAddressPools: 1 } }] : [],
    }),
  });
  const id = await madeIpAddressPool(server);
  expect(await vpc('CreateIpAddressPool', { ISP: 'BGP' })).toMatchObject({
    status: 400,
    code: 'QuotaExceeded.IpAddressPool',
  });
  await ok('DeleteIpAddressPool', { IpAddressPoolId: id });
  await server.settled();
  expect(await vpc('CreateIpAddressPool', { ISP: 'BGP' })).toMatchObject({ status: 200 });
});
