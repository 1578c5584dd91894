import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeIpv4Gateway } from '#test/support/ipv4-gateway.ts';
import { madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

const vpc = (action: string, input: object) => server.client.vpc(action, { ...input });
const ok = (action: string, input: object) => server.client.ok('vpc', action, { ...input });
const shown = async (Ipv4GatewayId: string) =>
  (await ok('DescribeIpv4Gateways', { Ipv4GatewayIds: [Ipv4GatewayId] })).Ipv4Gateways[0];
const vpcShown = (VpcId: string) => ok('DescribeVpcAttributes', { VpcId });

const NOT_FOUND = { status: 404, code: 'InvalidIpv4Gateway.NotFound' };

it('a gateway is attached, enabled, disabled and detached, and its VPC says so', async () => {
  const id = await madeIpv4Gateway(server, { Description: 'way out' });
  expect(await shown(id)).toMatchObject({
    Ipv4GatewayName: id,
    Description: 'way out',
    VpcId: '',
    RouteTableId: '',
    Enabled: false,
    Status: 'Available',
  });
  const VpcId = await madeVpc(server);
  expect(await vpcShown(VpcId)).toMatchObject({ Ipv4GatewayId: '', SupportIpv4Gateway: false });
  await ok('AttachIpv4Gateway', { Ipv4GatewayId: id, VpcId });
  expect(await shown(id)).toMatchObject({ VpcId, Enabled: false });
  expect(await vpcShown(VpcId)).toMatchObject({ Ipv4GatewayId: id, SupportIpv4Gateway: true });
  await ok('EnableIpv4Gateway', { Ipv4GatewayId: id });
  await ok('EnableIpv4Gateway', { Ipv4GatewayId: id });
  expect(await shown(id)).toMatchObject({ Enabled: true });
  await ok('DisableIpv4Gateway', { Ipv4GatewayId: id });
  expect(await shown(id)).toMatchObject({ Enabled: false });
  await ok('EnableIpv4Gateway', { Ipv4GatewayId: id });
  await ok('DetachIpv4Gateway', { Ipv4GatewayId: id, VpcId });
  expect(await shown(id)).toMatchObject({ VpcId: '', Enabled: false });
  expect(await vpcShown(VpcId)).toMatchObject({ Ipv4GatewayId: '', SupportIpv4Gateway: false });
});

it('a VPC that lost its gateway in private mode is one with a gateway to come', async () => {
  const id = await madeIpv4Gateway(server);
  const VpcId = await madeVpc(server);
  await ok('AttachIpv4Gateway', { Ipv4GatewayId: id, VpcId });
  await ok('DetachIpv4Gateway', { Ipv4GatewayId: id, VpcId, PrivateMode: true });
  expect(await vpcShown(VpcId)).toMatchObject({ Ipv4GatewayId: '', SupportIpv4Gateway: true });
});

describe('AttachIpv4Gateway', () => {
  it('takes a free gateway, and a VPC without one', async () => {
    const [one, two] = [await madeIpv4Gateway(server), await madeIpv4Gateway(server)];
    const [here, there] = [await madeVpc(server), await madeVpc(server)];
    await ok('AttachIpv4Gateway', { Ipv4GatewayId: one, VpcId: here });
    expect(await vpc('AttachIpv4Gateway', { Ipv4GatewayId: one, VpcId: there })).toMatchObject({
      status: 400,
      code: 'InvalidIpv4Gateway.InUse',
    });
    expect(await vpc('AttachIpv4Gateway', { Ipv4GatewayId: two, VpcId: here })).toMatchObject({
      status: 400,
      code: 'InvalidVpc.InUse',
    });
  });

  it('refuses what is of another account', async () => {
    const id = await madeIpv4Gateway(server);
    const VpcId = await madeVpc(server);
    const other = server.as(OTHER);
    const theirs = (await other.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' })).VpcId;
    await server.settled();
    expect(await vpc('AttachIpv4Gateway', { Ipv4GatewayId: id, VpcId: theirs })).toMatchObject({
      status: 404,
      code: 'InvalidVpc.NotFound',
    });
    expect(await other.vpc('AttachIpv4Gateway', { Ipv4GatewayId: id, VpcId })).toMatchObject(
      NOT_FOUND,
    );
  });
});

it('what takes an attached gateway refuses another', async () => {
  const id = await madeIpv4Gateway(server);
  const detached = { status: 400, code: 'InvalidIpv4Gateway.NotAttached' };
  for (const action of ['EnableIpv4Gateway', 'DisableIpv4Gateway']) {
    expect(await vpc(action, { Ipv4GatewayId: id })).toMatchObject(detached);
  }
  const [here, there] = [await madeVpc(server), await madeVpc(server)];
  const mismatch = { status: 400, code: 'InvalidIpv4Gateway.VpcMismatch' };
  const detach = (VpcId: string) => vpc('DetachIpv4Gateway', { Ipv4GatewayId: id, VpcId });
  expect(await detach(here)).toMatchObject(mismatch);
  await ok('AttachIpv4Gateway', { Ipv4GatewayId: id, VpcId: here });
  expect(await detach(there)).toMatchObject(mismatch);
});

it('neither a gateway nor its VPC goes before they are apart', async () => {
  const id = await madeIpv4Gateway(server);
  const VpcId = await madeVpc(server);
  const drop = () => vpc('DeleteIpv4Gateway', { Ipv4GatewayId: id });
  await ok('AttachIpv4Gateway', { Ipv4GatewayId: id, VpcId });
  expect(await drop()).toMatchObject({ status: 400, code: 'InvalidIpv4Gateway.InUse' });
  expect(await vpc('DeleteVpc', { VpcId })).toMatchObject({
    status: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of an IPv4 gateway.',
  });
  await ok('DetachIpv4Gateway', { Ipv4GatewayId: id, VpcId });
  await ok('DeleteVpc', { VpcId });
  expect(await drop()).toMatchObject({ status: 200 });
  await server.settled();
  expect(await drop()).toMatchObject(NOT_FOUND);
});

it('a gateway on its way takes no change', async () => {
  await server.close();
  server = await startServer({ transitions: 'manual' });
  const { Ipv4GatewayId } = await ok('CreateIpv4Gateway', {});
  expect(await shown(Ipv4GatewayId)).toMatchObject({ Status: 'Creating' });
  const refused = { status: 400, code: 'InvalidIpv4Gateway.InvalidStatus' };
  const VpcId = 'vpc-none';
  for (const [action, input] of [
    ['ModifyIpv4Gateway', { Ipv4GatewayName: 'b' }],
    ['AttachIpv4Gateway', { VpcId }],
    ['DetachIpv4Gateway', { VpcId }],
    ['EnableIpv4Gateway', {}],
    ['DeleteIpv4Gateway', {}],
  ] as const) {
    expect(await vpc(action, { Ipv4GatewayId, ...input }), action).toMatchObject(refused);
  }
});

it('gateways count against their quota, which a deletion gives back', async () => {
  await server.close();
  const [account] = makeWorld().accounts;
  const quotas = { Ipv4Gateways: 1 };
  server = await startServer({
    world: makeWorld({ accounts: account ? [{ ...account, quotas }] : [] }),
  });
  const id = await madeIpv4Gateway(server);
  expect(await vpc('CreateIpv4Gateway', {})).toMatchObject({
    status: 400,
    code: 'QuotaExceeded.Ipv4Gateway',
  });
  await ok('DeleteIpv4Gateway', { Ipv4GatewayId: id });
  await server.settled();
  expect(await vpc('CreateIpv4Gateway', {})).toMatchObject({ status: 200 });
});
