import { afterEach, expect, it } from 'vitest';
import { madeGroup, madeInterface, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const remove = (SubnetId: string) => server.client.vpc('DeleteSubnet', { SubnetId });
const show = (SubnetId: string) => server.client.vpc('DescribeSubnetAttributes', { SubnetId });

it('is Pending, then gone with its tags, and its block is free again', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  const { SubnetId } = await server.client.ok('vpc', 'CreateSubnet', {
    VpcId,
    ZoneId: 'cn-beijing-a',
    CidrBlock: '10.0.0.0/24',
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  expect(await remove(SubnetId)).toMatchObject({
    status: 400,
    code: 'InvalidSubnet.InvalidStatus',
  });
  await server.advance(LATER);
  expect(await remove(SubnetId)).toMatchObject({ status: 200 });
  expect((await show(SubnetId)).result).toMatchObject({ Status: 'Pending' });
  const again = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '10.0.0.0/24' };
  expect(await server.client.vpc('CreateSubnet', again)).toMatchObject({
    code: 'InvalidCidr.Conflict',
  });
  await server.advance(LATER);
  const gone = { status: 404, code: 'InvalidSubnet.NotFound' };
  expect(await show(SubnetId)).toMatchObject(gone);
  expect(await remove(SubnetId)).toMatchObject(gone);
  const tags = await server.store.read((tx) => tx.select((db) => db.selectFrom('tag').selectAll()));
  expect(tags).toEqual([]);
  expect(await server.client.vpc('CreateSubnet', again)).toMatchObject({ status: 200 });
});

it('refuses a subnet with an interface, until that is gone', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  const spot = { subnetId: SubnetId, groupId: await madeGroup(server, VpcId) };
  const NetworkInterfaceId = await madeInterface(server, spot);
  expect(await remove(SubnetId)).toMatchObject({
    status: 400,
    code: 'InvalidSubnet.InUse',
    message: 'The specified subnet has dependent resource of an ENI.',
  });
  await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId });
  await server.settled();
  expect(await remove(SubnetId)).toMatchObject({ status: 200 });
});

it('lets one of a deletion and a new interface win, never both', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  const eni = { SubnetId, SecurityGroupIds: [await madeGroup(server, VpcId)] };
  const replies = await Promise.all([
    remove(SubnetId),
    server.client.vpc('CreateNetworkInterface', eni),
  ]);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
});
