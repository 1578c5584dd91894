import { afterEach, describe, expect, it } from 'vitest';
import { madeGroup, madeInterface, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const show = (SubnetId: string) =>
  server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId });

async function modify(SubnetId: string, input: Record<string, unknown> = {}) {
  const reply = await server.client.vpc('ModifySubnetAttributes', { SubnetId, ...input });
  await server.settled();
  return reply;
}

describe('ModifySubnetAttributes', () => {
  it('is Pending, then Available; in between nothing else may begin', async () => {
    server = await startServer({ transitions: 'manual' });
    const VpcId = await madeVpc(server);
    await server.advance(LATER);
    const SubnetId = await madeSubnet(server, VpcId);
    const group = await madeGroup(server, VpcId);
    await server.advance(LATER);
    expect(await modify(SubnetId, { SubnetName: 'new' })).toMatchObject({ status: 200 });
    expect(await show(SubnetId)).toMatchObject({ Status: 'Pending', SubnetName: 'new' });
    const busy = { status: 400, code: 'InvalidSubnet.InvalidStatus' };
    expect(await modify(SubnetId)).toMatchObject(busy);
    expect(await server.client.vpc('DeleteSubnet', { SubnetId })).toMatchObject(busy);
    const eni = { SubnetId, SecurityGroupIds: [group] };
    expect(await server.client.vpc('CreateNetworkInterface', eni)).toMatchObject(busy);
    await server.advance(LATER);
    expect(await show(SubnetId)).toMatchObject({ Status: 'Available', SubnetName: 'new' });
  });

  it('leaves what is absent, succeeds with the id alone, and clears the description', async () => {
    server = await startServer();
    const SubnetId = await madeSubnet(server, await madeVpc(server), {
      SubnetName: 'name',
      Description: 'text',
    });
    expect(await modify(SubnetId)).toMatchObject({ status: 200 });
    expect(await show(SubnetId)).toMatchObject({ SubnetName: 'name', Description: 'text' });
    await modify(SubnetId, { SubnetName: 'other', Description: '' });
    expect(await show(SubnetId)).toMatchObject({ SubnetName: 'other', Description: '' });
  });

  it.each([
    [{ SubnetName: 'n'.repeat(129) }, 'InvalidName.Malformed'],
    [{ Description: '[d]' }, 'InvalidDescription.Malformed'],
    [{ EnableIpv6: true }, 'InvalidVpc.DisableIpv6'],
    [{ Ipv6CidrBlock: 1 }, 'MissingParameter'],
    [{ EnableIpv6: true, Ipv6CidrBlock: 256 }, 'InvalidCidr.Malformed'],
  ])('refuses %j', async (input, code) => {
    server = await startServer();
    const SubnetId = await madeSubnet(server, await madeVpc(server));
    expect(await modify(SubnetId, input)).toMatchObject({ status: 400, code });
  });

  it('refuses a subnet that does not exist', async () => {
    server = await startServer();
    expect(await modify('subnet-nowhere')).toMatchObject({
      status: 404,
      code: 'InvalidSubnet.NotFound',
    });
  });
});

describe('ModifySubnetAttributes and IPv6', () => {
  const Ipv6CidrBlock = 'fd00:1:2:a600::/56';
  const withIpv6 = () => madeVpc(server, { EnableIpv6: true, Ipv6CidrBlock });

  it('switches it on with a named /64, or the first that is free', async () => {
    server = await startServer();
    const VpcId = await withIpv6();
    const one = await madeSubnet(server, VpcId);
    const two = await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' });
    await modify(one, { EnableIpv6: true });
    expect(await show(one)).toMatchObject({ Ipv6CidrBlock: 'fd00:1:2:a600::/64' });
    expect(await modify(two, { EnableIpv6: true, Ipv6CidrBlock: 0 })).toMatchObject({
      status: 400,
      code: 'InvalidCidr.Conflict',
      message: `The specified cidr block conflicts with the cidr block of ${one}.`,
    });
    expect(
      await modify(two, { EnableIpv6: true, VpcIpv6CidrBlock: 'fd00:9:9:100::/56' }),
    ).toMatchObject({ status: 400, code: 'InvalidCidr.VpcMismatch' });
    await modify(two, { EnableIpv6: true });
    expect(await show(two)).toMatchObject({ Ipv6CidrBlock: 'fd00:1:2:a601::/64' });
  });

  it('takes the present /64 with any change, as Terraform repeats it', async () => {
    server = await startServer();
    const SubnetId = await madeSubnet(server, await withIpv6(), { Ipv6CidrBlock: 7 });
    const present = { Ipv6CidrBlock: 'fd00:1:2:a607::/64' };
    expect(await modify(SubnetId, { SubnetName: 'n', Ipv6CidrBlock: 7 })).toMatchObject({
      status: 200,
    });
    expect(await modify(SubnetId, { EnableIpv6: true })).toMatchObject({ status: 200 });
    expect(await show(SubnetId)).toMatchObject({ SubnetName: 'n', ...present });
    expect(await modify(SubnetId, { Ipv6CidrBlock: 8 })).toMatchObject({
      status: 400,
      code: 'MissingParameter',
      message: 'The request is missing EnableIpv6 parameter.',
    });
    await modify(SubnetId, { EnableIpv6: true, Ipv6CidrBlock: 8 });
    expect(await show(SubnetId)).toMatchObject({ Ipv6CidrBlock: 'fd00:1:2:a608::/64' });
    await modify(SubnetId, { EnableIpv6: false, Ipv6CidrBlock: 8 });
    expect(await show(SubnetId)).toMatchObject({ Ipv6CidrBlock: '' });
    expect(await modify(SubnetId, { EnableIpv6: false })).toMatchObject({ status: 200 });
  });

  it('keeps a /64 of which an address is in use', async () => {
    server = await startServer();
    const VpcId = await withIpv6();
    const SubnetId = await madeSubnet(server, VpcId, { Ipv6CidrBlock: 7 });
    const group = await madeGroup(server, VpcId);
    const plain = await madeInterface(server, { subnetId: SubnetId, groupId: group });
    const NetworkInterfaceId = await madeInterface(
      server,
      { subnetId: SubnetId, groupId: group },
      {
        Ipv6AddressCount: 1,
      },
    );
    const used = {
      status: 400,
      code: 'InvalidSubnet.InUse',
      message: 'The specified subnet has dependent resource of an IPv6 address.',
    };
    expect(await modify(SubnetId, { EnableIpv6: false })).toMatchObject(used);
    expect(await modify(SubnetId, { EnableIpv6: true, Ipv6CidrBlock: 8 })).toMatchObject(used);
    expect(await modify(SubnetId, { SubnetName: 'n' })).toMatchObject({ status: 200 });
    await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId });
    await server.settled();
    expect(await modify(SubnetId, { EnableIpv6: false })).toMatchObject({ status: 200 });
    expect(plain).toMatch(/^eni-/);
  });

  it('keeps the IPv6 of a subnet that has nothing else', async () => {
    server = await startServer();
    const { result } = await server.client.vpc('CreateSubnet', {
      VpcId: await withIpv6(),
      ZoneId: 'cn-beijing-a',
      IsIpv6Only: true,
    });
    await server.settled();
    expect(await modify(result.SubnetId, { EnableIpv6: false })).toMatchObject({
      status: 400,
      code: 'InvalidSubnet.DisableIpv4',
    });
  });
});
