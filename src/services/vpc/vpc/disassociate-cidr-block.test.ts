import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;
const SECOND = { SecondaryCidrBlock: '10.1.0.0/16' };
const IPV6 = { Ipv6CidrBlock: 'fd00:0:0:100::/56' };

let server: TestServer;
let VpcId: string;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  ({ VpcId } = await ok('CreateVpc', { CidrBlock: '10.0.0.0/16' }));
  await server.advance(LATER);
  await ok('AssociateVpcCidrBlock', { VpcId, ...SECOND, ...IPV6 });
  await server.advance(LATER);
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('vpc', action, input);
const show = () => ok('DescribeVpcAttributes', { VpcId });
const disassociate = (input: Record<string, unknown>) =>
  server.client.vpc('DisassociateVpcCidrBlock', { VpcId, ...input });

async function subnet(input: Record<string, unknown>): Promise<string> {
  const { SubnetId } = await ok('CreateSubnet', { VpcId, ZoneId: 'cn-beijing-a', ...input });
  await server.advance(LATER);
  return SubnetId;
}

describe('DisassociateVpcCidrBlock', () => {
  it('takes a secondary block: the VPC is Pending, then Available', async () => {
    expect(await disassociate(SECOND)).toMatchObject({
      status: 200,
      result: { AsyncTaskId: expect.stringMatching(/^task-/) },
    });
    expect(await show()).toMatchObject({ Status: 'Pending', SecondaryCidrBlocks: [] });
    expect(await disassociate(IPV6)).toMatchObject({ code: 'InvalidVpc.InvalidStatus' });
    await server.advance(LATER);
    expect(await show()).toMatchObject({ Status: 'Available', ...IPV6 });
  });

  it('takes an IPv6 block, in any spelling, with which IPv6 is off', async () => {
    expect(await disassociate({ Ipv6CidrBlock: 'FD00::100:0:0:0:0/56' })).toMatchObject({
      status: 200,
    });
    await server.advance(LATER);
    expect(await show()).toMatchObject({
      Ipv6CidrBlock: '',
      Ipv6CidrBlocks: [],
      SecondaryCidrBlocks: ['10.1.0.0/16'],
    });
    // It is free for others.
    const other = { CidrBlock: '10.0.0.0/8', EnableIpv6: true, ...IPV6 };
    expect(await server.client.vpc('CreateVpc', other)).toMatchObject({ status: 200 });
  });

  it('takes both at once', async () => {
    expect(await disassociate({ ...SECOND, ...IPV6 })).toMatchObject({ status: 200 });
    expect(await show()).toMatchObject({ Ipv6CidrBlocks: [], SecondaryCidrBlocks: [] });
  });

  it('leaves a block in which a subnet stands', async () => {
    const inFirst = await subnet({ CidrBlock: '10.0.0.0/24' });
    const inSecond = await subnet({ CidrBlock: '10.1.9.0/24', Ipv6CidrBlock: 7 });
    const inUse = {
      status: 400,
      code: 'InvalidCidr.InUse',
      message: 'The specified cidr block has dependent resource of a subnet.',
    };
    expect(await disassociate(SECOND)).toMatchObject(inUse);
    expect(await disassociate(IPV6)).toMatchObject(inUse);
    expect(await show()).toMatchObject({ SecondaryCidrBlocks: ['10.1.0.0/16'], ...IPV6 });
    await ok('DeleteSubnet', { SubnetId: inSecond });
    await server.advance(LATER);
    expect(await disassociate({ ...SECOND, ...IPV6 })).toMatchObject({ status: 200 });
    expect(await show()).toMatchObject({ SubnetIds: [inFirst] });
  });

  it('leaves the last IPv6 block of a VPC that has an IPv6 gateway', async () => {
    const { Ipv6GatewayId } = await ok('CreateIpv6Gateway', { VpcId });
    await server.advance(LATER);
    expect(await disassociate(IPV6)).toMatchObject({
      status: 400,
      code: 'InvalidVpc.InUse',
      message: 'The specified VPC has dependent resource of an IPv6 gateway.',
    });
    await ok('DeleteIpv6Gateway', { Ipv6GatewayId });
    await server.advance(LATER);
    expect(await disassociate(IPV6)).toMatchObject({ status: 200 });
  });

  it.each([
    [{}, 400, 'MissingParameter'],
    [{ SecondaryCidrBlock: '10.0.0.0/16' }, 404, 'InvalidCidr.NotFound'],
    [{ SecondaryCidrBlock: '10.1.0.0/24' }, 404, 'InvalidCidr.NotFound'],
    [{ SecondaryCidrBlock: 'ten' }, 404, 'InvalidCidr.NotFound'],
    [{ Ipv6CidrBlock: 'fd00:0:0:200::/56' }, 404, 'InvalidCidr.NotFound'],
    [{ Ipv6CidrBlock: 'six' }, 404, 'InvalidCidr.NotFound'],
    [{ ...SECOND, Ipv6CidrBlock: 'six' }, 404, 'InvalidCidr.NotFound'],
    [{ ...SECOND, VpcId: 'vpc-none' }, 404, 'InvalidVpc.NotFound'],
  ])('refuses %j', async (input, status, code) => {
    expect(await disassociate(input)).toMatchObject({ status, code });
    expect(await show()).toMatchObject({
      Status: 'Available',
      SecondaryCidrBlocks: ['10.1.0.0/16'],
      ...IPV6,
    });
  });

  it('switches IPv6 off with all its blocks, by ModifyVpcAttributes', async () => {
    await ok('ModifyVpcAttributes', { VpcId, EnableIpv6: false });
    await server.advance(LATER);
    expect(await show()).toMatchObject({ Ipv6CidrBlock: '', Ipv6CidrBlocks: [] });
    expect(await disassociate(IPV6)).toMatchObject({ code: 'InvalidCidr.NotFound' });
  });

  it('leaves the first of the remaining IPv6 blocks as the one of the VPC', async () => {
    const key = server.world.accounts[0]?.keys[0];
    if (key === undefined) throw new Error('the default world has a key');
    const client = server.as(key, 'cn-shanghai');
    const made = await client.ok('vpc', 'CreateVpc', {
      CidrBlock: '10.0.0.0/8',
      EnableIpv6: true,
      ...IPV6,
    });
    await server.advance(LATER);
    const further = { Ipv6CidrBlock: 'fd00:0:0:204::/62', Ipv6Isp: 'ChinaTelecom' };
    await client.ok('vpc', 'AssociateVpcCidrBlock', { VpcId: made.VpcId, ...further });
    await server.advance(LATER);
    await client.ok('vpc', 'DisassociateVpcCidrBlock', { VpcId: made.VpcId, ...IPV6 });
    expect(await client.ok('vpc', 'DescribeVpcAttributes', { VpcId: made.VpcId })).toMatchObject({
      Ipv6CidrBlock: further.Ipv6CidrBlock,
      Ipv6CidrBlocks: [further],
    });
  });
});
