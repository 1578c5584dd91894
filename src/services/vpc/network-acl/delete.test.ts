import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeNetworkAcl, resources } from '#test/support/network-acl.ts';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const remove = (NetworkAclId: string, client = server.client) =>
  client.vpc('DeleteNetworkAcl', { NetworkAclId });

const GONE = {
  status: 404,
  code: 'InvalidNetworkAcl.NotFound',
  message: 'The specified Network ACL does not exist.',
};

it('is gone with the answer, and its entries and tags with it', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const NetworkAclId = await madeNetworkAcl(server, VpcId, { Tags: [{ Key: 'a', Value: 'b' }] });
  expect(await remove(NetworkAclId)).toMatchObject({ status: 200 });
  expect(await server.client.vpc('DescribeNetworkAclAttributes', { NetworkAclId })).toMatchObject(
    GONE,
  );
  expect(await remove(NetworkAclId)).toMatchObject(GONE);
  const left = await server.store.read(async (tx) => [
    ...(await tx.select((db) => db.selectFrom('network_acl_entry').select('id'))),
    ...(await tx.select((db) => db.selectFrom('tag').select('key'))),
  ]);
  expect(left).toEqual([]);
});

it('refuses one that a subnet is on, until it is off', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const on = resources(await madeSubnet(server, VpcId));
  const NetworkAclId = await madeNetworkAcl(server, VpcId);
  await server.client.ok('vpc', 'AssociateNetworkAcl', { NetworkAclId, ...on });
  expect(await remove(NetworkAclId)).toMatchObject({
    status: 400,
    code: 'InvalidNetworkAcl.InUse',
    message: 'The specified Network ACL has dependent resource of a subnet.',
  });
  await server.client.ok('vpc', 'DisassociateNetworkAcl', { NetworkAclId, ...on });
  expect(await remove(NetworkAclId)).toMatchObject({ status: 200 });
});

it('lets one of a deletion and an association win, never both', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const on = resources(await madeSubnet(server, VpcId));
  const NetworkAclId = await madeNetworkAcl(server, VpcId);
  const replies = await Promise.all([
    remove(NetworkAclId),
    server.client.vpc('AssociateNetworkAcl', { NetworkAclId, ...on }),
  ]);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
});

it("refuses another account's, and one that is still Creating", async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  const VpcId = await madeVpc(server);
  await server.advance(60_000);
  const NetworkAclId = await madeNetworkAcl(server, VpcId);
  expect(await remove(NetworkAclId, server.as(OTHER))).toMatchObject(GONE);
  expect(await remove(NetworkAclId)).toMatchObject({
    status: 400,
    code: 'InvalidNetworkAcl.InvalidStatus',
  });
});
