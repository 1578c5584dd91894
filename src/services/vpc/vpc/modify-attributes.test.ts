import { afterEach, describe, expect, it } from 'vitest';
import { creatingVpc, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const show = (VpcId: string) => server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId });

async function modify(VpcId: string, input: Record<string, unknown> = {}) {
  const reply = await server.client.vpc('ModifyVpcAttributes', { VpcId, ...input });
  await server.settled();
  return reply;
}

describe('ModifyVpcAttributes', () => {
  it('is Pending, then Available; in between nothing else may begin', async () => {
    server = await startServer({ transitions: 'manual' });
    const VpcId = await creatingVpc(server);
    const busy = { status: 400, code: 'InvalidVpc.InvalidStatus' };
    expect(await modify(VpcId, { VpcName: 'too-early' })).toMatchObject(busy);
    await server.advance(LATER);
    expect(await modify(VpcId, { VpcName: 'new' })).toMatchObject({ status: 200 });
    expect(await show(VpcId)).toMatchObject({ Status: 'Pending', VpcName: 'new' });
    expect(await modify(VpcId)).toMatchObject(busy);
    expect(await server.client.vpc('DeleteVpc', { VpcId })).toMatchObject(busy);
    const CidrBlock = '10.0.0.0/24';
    const subnet = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock };
    expect(await server.client.vpc('CreateSubnet', subnet)).toMatchObject(busy);
    await server.advance(LATER);
    expect(await show(VpcId)).toMatchObject({ Status: 'Available', VpcName: 'new' });
  });

  it('leaves what is absent, and succeeds with the id alone', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, {
      VpcName: 'name',
      Description: 'text',
      DnsServers: ['8.8.8.8'],
      EnableIpv6: true,
    });
    const before = await show(VpcId);
    expect(await modify(VpcId)).toMatchObject({ status: 200 });
    const { RequestId: _, UpdateTime: __, ...after } = await show(VpcId);
    expect(before).toMatchObject(after);
  });

  it('changes name, description and DNS servers, and clears the last two', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { Description: 'old', DnsServers: ['8.8.8.8'] });
    await modify(VpcId, { VpcName: 'n', Description: 'd', DnsServers: ['1.1.1.1', '::1'] });
    expect(await show(VpcId)).toMatchObject({
      VpcName: 'n',
      Description: 'd',
      DnsServers: ['1.1.1.1', '::1'],
    });
    // As Terraform clears a list.
    await modify(VpcId, { 'DnsServers.1': '', Description: '' });
    expect(await show(VpcId)).toMatchObject({ VpcName: 'n', Description: '', DnsServers: [] });
  });

  it.each([
    [{ VpcName: '.n' }, 'InvalidName.Malformed'],
    [{ Description: '<d>' }, 'InvalidDescription.Malformed'],
    [{ DnsServers: ['1.1.1'] }, 'InvalidDnsServers.Malformed'],
    [{ Ipv6CidrBlock: 'fd00:1:2:100::/56' }, 'InvalidVpc.DisableIpv6'],
    [{ Ipv6MaskLen: 56 }, 'InvalidVpc.DisableIpv6'],
    [{ EnableIpv6: true, Ipv6CidrBlock: 'fd00::/48' }, 'InvalidCidr.Malformed'],
    [{ EnableIpv6: true, Ipv6Isp: 'ChinaTelecom', Ipv6MaskLen: 64 }, 'InvalidIpv6Isp.NotSupport'],
  ])('refuses %j', async (input, code) => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    const before = await show(VpcId);
    expect(await modify(VpcId, input)).toMatchObject({ status: 400, code });
    expect({ ...(await show(VpcId)), RequestId: '' }).toEqual({ ...before, RequestId: '' });
  });

  it('refuses a VPC that does not exist', async () => {
    server = await startServer();
    expect(await modify('vpc-nowhere')).toMatchObject({ status: 404, code: 'InvalidVpc.NotFound' });
  });
});

describe('ModifyVpcAttributes and IPv6', () => {
  it('switches it on with an automatic block, and keeps that', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server);
    await modify(VpcId, { EnableIpv6: true });
    const { Ipv6CidrBlock } = await show(VpcId);
    expect(Ipv6CidrBlock).toMatch(/\/56$/);
    expect(await modify(VpcId, { EnableIpv6: true })).toMatchObject({ status: 200 });
    expect(await modify(VpcId, { EnableIpv6: true, Ipv6CidrBlock })).toMatchObject({ status: 200 });
    expect(await modify(VpcId, { Ipv6CidrBlock })).toMatchObject({ status: 200 });
    const other = { status: 400, code: 'InvalidVpc.EnableIpv6' };
    const Ipv6OfMine = { Ipv6CidrBlock: 'fd00:1:2:100::/56' };
    expect(await modify(VpcId, { EnableIpv6: true, ...Ipv6OfMine })).toMatchObject(other);
    expect(await modify(VpcId, Ipv6OfMine)).toMatchObject(other);
    expect(await show(VpcId)).toMatchObject({ Ipv6CidrBlock });
  });

  it('switches it on with a given block that no other VPC has', async () => {
    server = await startServer();
    const [one, two] = [await madeVpc(server), await madeVpc(server)];
    const wish = { EnableIpv6: true, Ipv6CidrBlock: 'fd00:1:2:100::/56' };
    expect(await modify(one, wish)).toMatchObject({ status: 200 });
    expect(await show(one)).toMatchObject({ Ipv6CidrBlock: 'fd00:1:2:100::/56' });
    expect(await modify(two, wish)).toMatchObject({ status: 400, code: 'InvalidCidr.Conflict' });
  });

  it('switches it off when no subnet has it', async () => {
    server = await startServer();
    const VpcId = await madeVpc(server, { EnableIpv6: true });
    const SubnetId = await madeSubnet(server, VpcId, { Ipv6CidrBlock: 0 });
    expect(await modify(VpcId, { EnableIpv6: false })).toMatchObject({
      status: 400,
      code: 'InvalidVpc.InUse',
      message: 'The specified VPC has dependent resource of a subnet with IPv6.',
    });
    await server.client.ok('vpc', 'ModifySubnetAttributes', { SubnetId, EnableIpv6: false });
    await server.settled();
    expect(await modify(VpcId, { EnableIpv6: false })).toMatchObject({ status: 200 });
    expect(await show(VpcId)).toMatchObject({ Ipv6CidrBlock: '', Ipv6CidrBlocks: [] });
    expect(await modify(VpcId, { EnableIpv6: false })).toMatchObject({ status: 200 });
  });
});
