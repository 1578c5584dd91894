import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeGroup, madeInterface, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const remove = (SecurityGroupId: string, client = server.client) =>
  client.vpc('DeleteSecurityGroup', { SecurityGroupId });

/** As AuthorizeSecurityGroupIngress would: a rule of `groupId` that lets `sourceId` in. */
function refer(groupId: string, sourceId: string): Promise<void> {
  return server.store.write((tx) =>
    tx.insert('security_group_rule', {
      id: `sgr-${groupId}`,
      security_group_id: groupId,
      direction: 'ingress',
      protocol: 'all',
      port_start: -1,
      port_end: -1,
      cidr_ip: '',
      source_group_id: sourceId,
      prefix_list_id: '',
      policy: 'accept',
      priority: 1,
      description: '',
      created_at: tx.now,
      updated_at: tx.now,
    }),
  );
}

it('is gone with the answer, and its rules and tags with it', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const group = await madeGroup(server, VpcId, { Tags: [{ Key: 'a', Value: 'b' }] });
  await refer(group, group);
  expect(await remove(group)).toMatchObject({ status: 200 });
  const gone = { status: 404, code: 'InvalidSecurityGroupId.NotFound' };
  expect(
    await server.client.vpc('DescribeSecurityGroupAttributes', { SecurityGroupId: group }),
  ).toMatchObject(gone);
  expect(await remove(group)).toMatchObject({
    ...gone,
    message: 'The specified security group does not exist.',
  });
  const left = await server.store.read(async (tx) => [
    ...(await tx.select((db) =>
      db.selectFrom('security_group_rule').select('id').where('security_group_id', '=', group),
    )),
    ...(await tx.select((db) => db.selectFrom('tag').select('key'))),
  ]);
  expect(left).toEqual([]);
});

it("refuses another account's group", async () => {
  server = await startServer({ world: worldOfTwo() });
  const group = await madeGroup(server, await madeVpc(server));
  expect(await remove(group, server.as(OTHER))).toMatchObject({
    status: 404,
    code: 'InvalidSecurityGroupId.NotFound',
  });
});

it('refuses a group that a service manages', async () => {
  server = await startServer();
  const group = await madeGroup(server, await madeVpc(server));
  await patchRow(server, 'security_group', group, { service_managed: 1 });
  expect(await remove(group)).toMatchObject({
    status: 403,
    code: 'Forbidden',
    message:
      'You are not authorized to perform operations on the specified security group. The specified security group is a service-managed security group.',
  });
});

it('refuses a Default group', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const { result } = await server.client.vpc('DescribeVpcAttributes', { VpcId });
  expect(await remove(result.SecurityGroupIds[0])).toMatchObject({
    status: 403,
    code: 'Forbidden',
    message: expect.stringMatching(/default security group\.$/),
  });
});

it('refuses a group that is still Creating', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server);
  const made = await server.client.ok('vpc', 'CreateSecurityGroup', { VpcId });
  expect(await remove(made.SecurityGroupId)).toMatchObject({
    status: 400,
    code: 'InvalidSecurityGroup.InvalidStatus',
    message: 'The specified security group is not in the correct status for the request.',
  });
});

it('refuses a group with an interface in it, until that is gone', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const group = await madeGroup(server, VpcId);
  const NetworkInterfaceId = await madeInterface(server, {
    subnetId: await madeSubnet(server, VpcId),
    groupId: group,
  });
  expect(await remove(group)).toMatchObject({
    status: 400,
    code: 'InvalidSecurityGroup.InUse',
    message: 'The specified security group has dependent resource of an ENI.',
  });
  await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId });
  await server.settled();
  expect(await remove(group)).toMatchObject({ status: 200 });
});

it('refuses a group that a rule of another refers to, and heeds no rule of its own', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const [group, other] = [await madeGroup(server, VpcId), await madeGroup(server, VpcId)];
  await refer(other, group);
  expect(await remove(group)).toMatchObject({
    status: 400,
    code: 'InvalidSecurityGroup.InUse',
    message: 'The specified security group has dependent resource of a security rule.',
  });
  expect(await remove(other)).toMatchObject({ status: 200 });
  expect(await remove(group)).toMatchObject({ status: 200 });
});
