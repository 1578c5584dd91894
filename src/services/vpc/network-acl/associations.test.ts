import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeNetworkAcl, resources, shown } from '#test/support/network-acl.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

type AssociationAction = 'AssociateNetworkAcl' | 'DisassociateNetworkAcl';
const ACTIONS: readonly AssociationAction[] = ['AssociateNetworkAcl', 'DisassociateNetworkAcl'];

const ask = (action: AssociationAction, NetworkAclId: string, ...subnetIds: readonly string[]) =>
  server.client.vpc(action, { NetworkAclId, ...resources(...subnetIds) });

const associate = (acl: string, ...subnets: string[]) =>
  ask('AssociateNetworkAcl', acl, ...subnets);
const disassociate = (acl: string, ...subnets: string[]) =>
  ask('DisassociateNetworkAcl', acl, ...subnets);

const aclOf = async (SubnetId: string) =>
  (await server.client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId })).NetworkAclId;

async function start() {
  server = await startServer({ world: worldOfTwo() });
  const VpcId = await madeVpc(server);
  const subnets = [
    await madeSubnet(server, VpcId),
    await madeSubnet(server, VpcId, { CidrBlock: '10.0.1.0/24' }),
  ] as const;
  return { VpcId, subnets, acl: await madeNetworkAcl(server, VpcId) };
}

it('puts subnets on it and takes them off: both sides say so', async () => {
  const { acl, subnets } = await start();
  const [one, two] = subnets;
  expect(await associate(acl, two, one, one)).toMatchObject({
    status: 200,
    result: { AsyncTaskId: expect.any(String) },
  });
  expect((await shown(server, acl)).Resources).toEqual([
    { ResourceId: one, Status: 'Available' },
    { ResourceId: two, Status: 'Available' },
  ]);
  expect([await aclOf(one), await aclOf(two)]).toEqual([acl, acl]);
  expect(await disassociate(acl, one)).toMatchObject({ status: 200 });
  expect([await aclOf(one), await aclOf(two)]).toEqual(['', acl]);
  expect((await shown(server, acl)).Resources).toEqual([{ ResourceId: two, Status: 'Available' }]);
});

it('refuses a subnet that is on one already, and then puts none on it', async () => {
  const { VpcId, acl, subnets } = await start();
  const [one, two] = subnets;
  const other = await madeNetworkAcl(server, VpcId);
  await associate(acl, one);
  const associated = { status: 400, code: 'InvalidResource.Associated' };
  expect(await associate(acl, one)).toMatchObject(associated);
  expect(await associate(other, two, one)).toMatchObject(associated);
  expect([await aclOf(one), await aclOf(two)]).toEqual([acl, '']);
});

it('lets one of two network ACLs have a subnet', async () => {
  const { VpcId, acl, subnets } = await start();
  const other = await madeNetworkAcl(server, VpcId);
  const replies = await Promise.all([acl, other].map((id) => associate(id, subnets[0])));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 400]);
});

it('refuses to take off a subnet that is not on it', async () => {
  const { VpcId, acl, subnets } = await start();
  const [one, two] = subnets;
  const other = await madeNetworkAcl(server, VpcId);
  await associate(acl, one);
  const mismatch = {
    status: 400,
    code: 'InvalidResource.NetworkAclMismatch',
    message: 'The specified resource is not associated with the specified Network ACL.',
  };
  expect(await disassociate(other, one)).toMatchObject(mismatch);
  expect(await disassociate(acl, one, two)).toMatchObject(mismatch);
  expect(await aclOf(one)).toBe(acl);
});

it('refuses a subnet of another VPC', async () => {
  const { acl } = await start();
  const elsewhere = await madeVpc(server, { CidrBlock: '192.168.0.0/16' });
  const subnet = await madeSubnet(server, elsewhere, { CidrBlock: '192.168.0.0/24' });
  expect(await associate(acl, subnet)).toMatchObject({
    status: 400,
    code: 'InvalidNetworkAcl.VpcMismatch',
  });
});

it.each(ACTIONS)('%s refuses what does not exist or is on its way', async (action) => {
  const { acl, subnets } = await start();
  const [one] = subnets;
  const unknown = { status: 404, code: 'InvalidNetworkAcl.NotFound' };
  expect(await ask(action, 'nacl-none', one)).toMatchObject(unknown);
  expect(
    await server.as(OTHER).vpc(action, { NetworkAclId: acl, ...resources(one) }),
  ).toMatchObject(unknown);
  expect(await ask(action, acl, one, 'subnet-none')).toMatchObject({
    status: 404,
    code: 'InvalidSubnet.NotFound',
  });
  await patchRow(server, 'subnet', one, { status: 'Pending' });
  expect(await ask(action, acl, one)).toMatchObject({
    status: 400,
    code: 'InvalidSubnet.InvalidStatus',
    message: 'The specified subnet is not in the correct status for the request.',
  });
  await patchRow(server, 'network_acl', acl, { status: 'Creating' });
  expect(await ask(action, acl, one)).toMatchObject({
    status: 400,
    code: 'InvalidNetworkAcl.InvalidStatus',
  });
});

it.each(ACTIONS)('%s refuses numbers with a gap, and more than 100 subnets', async (action) => {
  const { acl, subnets } = await start();
  const [one, two] = subnets;
  const numbered = (...numbers: number[]) =>
    server.client.vpc(action, {
      NetworkAclId: acl,
      ...Object.fromEntries(numbers.map((n, i) => [`Resource.${n}.ResourceId`, i ? two : one])),
    });
  const disorder = {
    status: 400,
    code: 'InvalidResource.Disorder',
    message: 'The specified resource index orders are malformed.',
  };
  expect(await numbered(1, 3)).toMatchObject(disorder);
  expect(await numbered(2, 3)).toMatchObject(disorder);
  if (action === 'AssociateNetworkAcl') expect(await numbered(0, 1)).toMatchObject({ status: 200 });
  expect(await ask(action, acl, ...Array.from({ length: 101 }, (_, i) => `s-${i}`))).toMatchObject({
    status: 400,
    code: 'LimitExceeded.Resource',
  });
  expect(await server.client.vpc(action, { NetworkAclId: acl })).toMatchObject({
    status: 400,
    code: 'MissingParameter',
    message: 'The request is missing Resource parameter.',
  });
});

it('keeps a subnet on it from being deleted', async () => {
  const { acl, subnets } = await start();
  const [SubnetId] = subnets;
  await associate(acl, SubnetId);
  expect(await server.client.vpc('DeleteSubnet', { SubnetId })).toMatchObject({
    status: 400,
    code: 'InvalidSubnet.InUse',
    message: 'The specified subnet has dependent resource of a network ACL.',
  });
  await disassociate(acl, SubnetId);
  expect(await server.client.vpc('DeleteSubnet', { SubnetId })).toMatchObject({ status: 200 });
});
