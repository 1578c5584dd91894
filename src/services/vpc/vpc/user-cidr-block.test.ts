import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
let VpcId: string;
beforeEach(async () => {
  server = await startServer({ world: makeWorld({ quotas: { UserBlocksPerVpc: 2 } }) });
  VpcId = await madeVpc(server, { CidrBlock: '10.0.0.0/16' });
});
afterEach(() => server.close());

const show = () => server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
const call = (action: string, UserCidrBlock: string, input: Record<string, unknown> = {}) =>
  server.client.vpc(action, { VpcId, UserCidrBlock, ...input });
const associate = (block: string, input?: Record<string, unknown>) =>
  call('AssociateVpcUserCidrBlock', block, input);
const disassociate = (block: string, input?: Record<string, unknown>) =>
  call('DisassociateVpcUserCidrBlock', block, input);

describe('AssociateVpcUserCidrBlock', () => {
  it('takes public blocks, at once', async () => {
    for (const block of ['30.0.0.0/8', '100.64.0.0/10']) {
      expect(await associate(block)).toMatchObject({ status: 200 });
    }
    expect(await show()).toMatchObject({
      Status: 'Available',
      UserCidrBlocks: ['30.0.0.0/8', '100.64.0.0/10'],
      SecondaryCidrBlocks: [],
    });
  });

  it('lets no subnet stand in them', async () => {
    await associate('30.0.0.0/8');
    const subnet = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '30.0.0.0/24' };
    expect(await server.client.vpc('CreateSubnet', subnet)).toMatchObject({
      status: 400,
      code: 'InvalidCidr.VpcMismatch',
    });
  });

  it.each([
    ['30.1.0.0/16', 400, 'InvalidCidr.Conflict'],
    ['10.0.1.0/24', 400, 'InvalidCidr.Conflict'],
    ['0.0.0.0/0', 400, 'InvalidCidr.Conflict'],
    ['fd00::/56', 400, 'InvalidCidr.Malformed'],
    ['31.0.0.1/8', 400, 'InvalidCidr.Malformed'],
    ['everything', 400, 'InvalidCidr.Malformed'],
    ['', 400, 'MissingParameter'],
  ])('refuses %s', async (block, status, code) => {
    await associate('30.0.0.0/8');
    expect(await associate(block)).toMatchObject({ status, code });
    expect(await show()).toMatchObject({ UserCidrBlocks: ['30.0.0.0/8'] });
  });

  it('keeps to the quota, and to VPCs that are there', async () => {
    expect(await associate('30.0.0.0/8', { VpcId: 'vpc-none' })).toMatchObject({
      status: 404,
      code: 'InvalidVpc.NotFound',
    });
    for (const block of ['30.0.0.0/8', '31.0.0.0/8']) await associate(block);
    expect(await associate('32.0.0.0/8')).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.VpcCidrBlock',
    });
  });
});

describe('DisassociateVpcUserCidrBlock', () => {
  it('takes a block away, at once', async () => {
    for (const block of ['30.0.0.0/8', '31.0.0.0/8']) await associate(block);
    expect(await disassociate('30.0.0.0/8')).toMatchObject({ status: 200 });
    expect(await show()).toMatchObject({ Status: 'Available', UserCidrBlocks: ['31.0.0.0/8'] });
  });

  it('refuses what is no user block of the VPC', async () => {
    await associate('30.0.0.0/8');
    const missing = { status: 404, code: 'InvalidCidr.NotFound' };
    for (const block of ['10.0.0.0/16', '30.0.0.0/9', 'ten']) {
      expect(await disassociate(block)).toMatchObject(missing);
    }
    expect(await disassociate('30.0.0.0/8', { VpcId: 'vpc-none' })).toMatchObject({
      status: 404,
      code: 'InvalidVpc.NotFound',
    });
    expect(await show()).toMatchObject({ UserCidrBlocks: ['30.0.0.0/8'] });
  });
});
