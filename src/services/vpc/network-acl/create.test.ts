import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeNetworkAcl, shown } from '#test/support/network-acl.ts';
import { creatingVpc, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const create = (input: Record<string, unknown>, client = server.client) =>
  client.vpc('CreateNetworkAcl', input);

it('is Creating, then Available, and drops everything', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await creatingVpc(server);
  await server.advance(LATER);
  const { result } = await create({
    VpcId,
    NetworkAclName: 'acl-1',
    Description: 'first',
    ProjectName: 'one',
    Tags: [{ Key: 'a', Value: 'b' }],
    ClientToken: 'token',
  });
  expect(result).toMatchObject({
    NetworkAclId: expect.stringMatching(/^nacl-[a-z0-9]{25}$/),
    AsyncTaskId: expect.any(String),
  });
  const id = result.NetworkAclId;
  expect(await shown(server, id)).toMatchObject({ Status: 'Creating' });
  const changed = { NetworkAclId: id, NetworkAclName: 'b' };
  expect(await server.client.vpc('ModifyNetworkAclAttributes', changed)).toMatchObject({
    status: 400,
    code: 'InvalidNetworkAcl.InvalidStatus',
    message: 'The specified Network ACL is not in the correct status for the request.',
  });
  await server.advance(LATER);
  const all = {
    NetworkAclEntryId: expect.stringMatching(/^nae-[a-z0-9]{25}$/),
    NetworkAclEntryName: '',
    Description: '',
    Policy: 'drop',
    Protocol: 'all',
    Port: '-1/-1',
    Priority: 32767,
  };
  expect(await shown(server, id)).toEqual({
    NetworkAclId: id,
    NetworkAclName: 'acl-1',
    Description: 'first',
    AccountId: server.world.defaultAccountId,
    ProjectName: 'one',
    VpcId,
    Status: 'Available',
    Stateful: false,
    IngressAclEntries: [{ ...all, SourceCidrIp: '0.0.0.0/0' }],
    EgressAclEntries: [{ ...all, DestinationCidrIp: '0.0.0.0/0' }],
    Resources: [],
    Tags: [{ Key: 'a', Value: 'b' }],
    CreationTime: expect.stringMatching(/\+08:00$/),
    UpdateTime: expect.stringMatching(/\+08:00$/),
  });
});

it('is named after its id, in the default project, and counted by its VPC', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const bare = await madeVpc(server, { CidrBlock: '192.168.0.0/16' });
  const one = await madeNetworkAcl(server, VpcId);
  await madeNetworkAcl(server, VpcId, { Stateful: true });
  expect(await shown(server, one)).toMatchObject({
    NetworkAclName: one,
    Description: '',
    ProjectName: 'default',
  });
  const { Vpcs } = await server.client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId, bare] });
  const counts = Vpcs.map((vpc: { NetworkAclNum: string }) => vpc.NetworkAclNum);
  expect(counts).toEqual(['2', '0']);
});

it("refuses a VPC that is unknown, another account's or not Available", async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  const VpcId = await creatingVpc(server);
  expect(await create({ VpcId })).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
  await server.advance(LATER);
  const unknown = { status: 404, code: 'InvalidVpc.NotFound' };
  expect(await create({ VpcId: 'vpc-none' })).toMatchObject(unknown);
  expect(await create({ VpcId }, server.as(OTHER))).toMatchObject(unknown);
});

it('refuses more than the quota of a VPC', async () => {
  server = await startServer({ world: makeWorld({ quotas: { NetworkAclsPerVpc: 1 } }) });
  const VpcId = await madeVpc(server);
  await madeNetworkAcl(server, VpcId);
  expect(await create({ VpcId })).toMatchObject({
    status: 400,
    code: 'QuotaExceeded.NetworkAcl',
  });
});

it('keeps its VPC from being deleted', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const NetworkAclId = await madeNetworkAcl(server, VpcId);
  expect(await server.client.vpc('DeleteVpc', { VpcId })).toMatchObject({
    status: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of a network ACL.',
  });
  await server.client.ok('vpc', 'DeleteNetworkAcl', { NetworkAclId });
  expect(await server.client.vpc('DeleteVpc', { VpcId })).toMatchObject({ status: 200 });
});
