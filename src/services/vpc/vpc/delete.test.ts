import { afterEach, expect, it } from 'vitest';
import { creatingVpc, madeGroup, madeSubnet, madeVpc } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
afterEach(() => server.close());

const remove = (VpcId: string) => server.client.vpc('DeleteVpc', { VpcId });
const show = (VpcId: string) => server.client.vpc('DescribeVpcAttributes', { VpcId });

/** How many rows each table has. */
async function rows() {
  const counts: Record<string, number> = {};
  for (const table of ['vpc', 'security_group', 'security_group_rule', 'tag', 'intent'] as const) {
    const [row] = await server.store.read((tx) =>
      tx.select((db) =>
        db.selectFrom(table).select((count) => count.fn.countAll<number>().as('n')),
      ),
    );
    counts[table] = row?.n ?? 0;
  }
  return counts;
}

it('is Pending, then gone with all that was made with it', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await madeVpc(server, { Tags: [{ Key: 'a', Value: 'b' }] });
  await server.advance(LATER);
  expect(await remove(VpcId)).toMatchObject({ status: 200 });
  expect((await show(VpcId)).result).toMatchObject({ Status: 'Pending' });
  expect(await remove(VpcId)).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
  await server.advance(LATER);
  const gone = { status: 404, code: 'InvalidVpc.NotFound' };
  expect(await show(VpcId)).toMatchObject(gone);
  expect(await remove(VpcId)).toMatchObject(gone);
  expect(await rows()).toEqual({
    vpc: 0,
    security_group: 0,
    security_group_rule: 0,
    tag: 0,
    intent: 0,
  });
  const usage = await server.store.read((tx) =>
    tx.select((db) => db.selectFrom('usage').select(['quota', 'used'])),
  );
  expect(usage.map(({ used }) => used)).toEqual([0, 0]);
});

it('leaves other VPCs alone', async () => {
  server = await startServer();
  const [one, two] = [await madeVpc(server), await madeVpc(server)];
  await remove(one);
  await server.settled();
  const { result } = await show(two);
  expect(result.Status).toBe('Available');
  expect(result.SecurityGroupIds).toHaveLength(1);
});

it('refuses a VPC with a subnet', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  expect(await remove(VpcId)).toMatchObject({
    status: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of a subnet.',
  });
  await server.client.ok('vpc', 'DeleteSubnet', { SubnetId });
  await server.settled();
  expect(await remove(VpcId)).toMatchObject({ status: 200 });
});

it('refuses a VPC with a security group beside the Default one', async () => {
  server = await startServer();
  const VpcId = await madeVpc(server);
  const SecurityGroupId = await madeGroup(server, VpcId);
  expect(await remove(VpcId)).toMatchObject({
    status: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of a security group.',
  });
  await server.client.ok('vpc', 'DeleteSecurityGroup', { SecurityGroupId });
  expect(await remove(VpcId)).toMatchObject({ status: 200 });
});

it('refuses a VPC that is still Creating', async () => {
  server = await startServer({ transitions: 'manual' });
  const VpcId = await creatingVpc(server);
  expect(await remove(VpcId)).toMatchObject({ status: 400, code: 'InvalidVpc.InvalidStatus' });
});

it('lets one of a deletion and a new subnet or group win, never both', async () => {
  server = await startServer();
  for (const action of ['CreateSubnet', 'CreateSecurityGroup']) {
    const VpcId = await madeVpc(server);
    const input = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '10.0.0.0/24' };
    const replies = await Promise.all([remove(VpcId), server.client.vpc(action, input)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  }
});
