import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeNetworkAcl, resources, shown } from '#test/support/network-acl.ts';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const list = (input: Record<string, unknown> = {}, client = server.client) =>
  client.ok('vpc', 'DescribeNetworkAcls', input);

async function found(input: Record<string, unknown>): Promise<string[]> {
  const { NetworkAcls } = await list(input);
  return NetworkAcls.map(({ NetworkAclId }: { NetworkAclId: string }) => NetworkAclId);
}

it('finds by every filter, and answers what the attributes answer', async () => {
  server = await startServer({ world: worldOfTwo() });
  const VpcId = await madeVpc(server);
  const other = await madeVpc(server, { CidrBlock: '192.168.0.0/16' });
  const SubnetId = await madeSubnet(server, VpcId);
  const one = await madeNetworkAcl(server, VpcId, { NetworkAclName: 'one', ProjectName: 'p' });
  const two = await madeNetworkAcl(server, other, {
    Stateful: true,
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  await server.client.ok('vpc', 'AssociateNetworkAcl', {
    NetworkAclId: one,
    ...resources(SubnetId),
  });
  expect(await found({})).toEqual([one, two]);
  expect(await found({ NetworkAclIds: [two, 'nacl-none'] })).toEqual([two]);
  expect(await found({ NetworkAclName: 'one' })).toEqual([one]);
  expect(await found({ NetworkAclName: 'on' })).toEqual([]);
  expect(await found({ VpcId: other })).toEqual([two]);
  expect(await found({ SubnetId })).toEqual([one]);
  expect(await found({ SubnetId: 'subnet-none' })).toEqual([]);
  expect(await found({ Stateful: false })).toEqual([one]);
  expect(await found({ Stateful: true })).toEqual([two]);
  expect(await found({ ProjectName: 'p' })).toEqual([one]);
  expect(await found({ TagFilters: [{ Key: 'k', Values: ['v'] }] })).toEqual([two]);
  const { NetworkAcls } = await list({ NetworkAclIds: [one] });
  expect(NetworkAcls).toEqual([await shown(server, one)]);
  expect((await list({}, server.as(OTHER))).NetworkAcls).toEqual([]);
});

it('pages by token and by number', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const ids: string[] = [];
  while (ids.length < 3) ids.push(await madeNetworkAcl(server, VpcId));
  const first = await list({ MaxResults: 2 });
  expect(first).toMatchObject({ TotalCount: 3, NetworkAcls: { length: 2 } });
  expect(await found({ MaxResults: 2, NextToken: first.NextToken })).toEqual([ids[2]]);
  expect(await found({ PageSize: 2, PageNumber: 2 })).toEqual([ids[2]]);
  expect(await found({ PageSize: 2, PageNumber: 3 })).toEqual([]);
  expect(await server.client.vpc('DescribeNetworkAcls', { NextToken: 'x' })).toMatchObject({
    status: 400,
    code: 'InvalidNextToken.Malformed',
  });
});

it('changes name and description; what is absent stays', async () => {
  server = await startServer();
  const id = await madeNetworkAcl(server, await madeVpc(server), { NetworkAclName: 'a' });
  const modify = (input: Record<string, unknown>) =>
    server.client.vpc('ModifyNetworkAclAttributes', input);
  expect(await modify({ NetworkAclId: id, Description: 'd' })).toMatchObject({
    status: 200,
    result: { AsyncTaskId: expect.any(String) },
  });
  expect(await shown(server, id)).toMatchObject({ NetworkAclName: 'a', Description: 'd' });
  expect(await modify({ NetworkAclId: id, NetworkAclName: 'b' })).toMatchObject({ status: 200 });
  expect(await shown(server, id)).toMatchObject({ NetworkAclName: 'b', Description: 'd' });
  expect(await modify({ NetworkAclId: id })).toMatchObject({ status: 200 });
  expect(await modify({ NetworkAclId: 'nacl-none' })).toMatchObject({
    status: 404,
    code: 'InvalidNetworkAcl.NotFound',
  });
});
