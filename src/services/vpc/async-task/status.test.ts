import { afterEach, describe, expect, it } from 'vitest';
import { PlaneRefusal } from '#dataplane/driver.ts';
import { query } from '#store/query.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { madeInstance, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

const LATER = 600_000;
const NEVER = Number.MAX_SAFE_INTEGER;

let server: TestServer;
afterEach(() => server.close());

const status = (AsyncTaskId: string, client = server.client) =>
  client.vpc('GetAsyncTaskStatus', { AsyncTaskId });

/** Has everything else that is on its way end before the task. */
async function overtake(task: string): Promise<void> {
  await server.store.write((tx) => tx.run(inHand, { id: task }));
  await server.advance(LATER);
}

/** In the hands of somebody who never comes back. */
const inHand = query((db, p: { id: string }) =>
  db.updateTable('intent').set({ due_at: NEVER, fence: 1 }).where('id', '=', p.id),
);

async function attach() {
  const at = await scene(server);
  const InstanceId = await madeInstance(server, at);
  const made = await server.client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId: at.subnetId,
    SecurityGroupIds: [at.groupId],
  });
  await server.advance(LATER);
  const { NetworkInterfaceId } = made;
  const answer = await server.client.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId,
    InstanceId,
  });
  return { task: answer.AsyncTaskId, instanceId: InstanceId, NetworkInterfaceId };
}

describe('GetAsyncTaskStatus', () => {
  it('is Running while the work goes on, then Succeeded', async () => {
    server = await startServer({ transitions: 'manual' });
    const { task } = await attach();
    expect(task).toMatch(/^task-[a-z0-9]{25}$/);
    expect(await status(task)).toMatchObject({
      result: { AsyncTaskId: task, AsyncTaskStatus: 'Running' },
    });
    await server.advance(LATER);
    expect(await status(task)).toMatchObject({ result: { AsyncTaskStatus: 'Succeeded' } });
  });

  it('is Failed when the data plane refuses', async () => {
    let refuses = false;
    const plane = new MemoryPlane(() => {
      if (refuses) throw new PlaneRefusal('no room for it');
    });
    server = await startServer({ transitions: 'manual', dataPlane: plane });
    const { task } = await attach();
    refuses = true;
    await server.advance(LATER);
    expect(await status(task)).toMatchObject({ result: { AsyncTaskStatus: 'Failed' } });
  });

  it('is Failed when the instance is deleted before it is done', async () => {
    server = await startServer({ transitions: 'manual' });
    const { task, instanceId } = await attach();
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instanceId });
    await server.advance(LATER);
    expect(await status(task)).toMatchObject({ result: { AsyncTaskStatus: 'Failed' } });
  });

  it('is Failed when the end of the instance overtakes it', async () => {
    server = await startServer({ transitions: 'manual' });
    const { task, instanceId } = await attach();
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instanceId });
    // The instance's end, which is due later than the attach's, takes the interface with it.
    await overtake(task);
    expect(await status(task)).toMatchObject({ result: { AsyncTaskStatus: 'Failed' } });
  });

  it('is Succeeded when the end of the instance does what a detach was to do', async () => {
    server = await startServer({ transitions: 'manual' });
    const { instanceId: InstanceId, NetworkInterfaceId } = await attach();
    await server.advance(LATER);
    const detach = { InstanceId, NetworkInterfaceId };
    const { AsyncTaskId } = await server.client.ok('vpc', 'DetachNetworkInterface', detach);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
    await overtake(AsyncTaskId);
    expect(await status(AsyncTaskId)).toMatchObject({ result: { AsyncTaskStatus: 'Succeeded' } });
    expect(
      await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }),
    ).toMatchObject({ Status: 'Available' });
  });

  it('is Succeeded at once for what is done at once', async () => {
    server = await startServer({ transitions: 'manual' });
    const at = await scene(server);
    const { NetworkInterfaceId } = await server.client.ok('vpc', 'CreateNetworkInterface', {
      SubnetId: at.subnetId,
      SecurityGroupIds: [at.groupId],
    });
    await server.advance(LATER);
    const { AsyncTaskId } = await server.client.ok('vpc', 'AssignPrivateIpAddresses', {
      NetworkInterfaceId,
      SecondaryPrivateIpAddressCount: 1,
    });
    expect(await status(AsyncTaskId)).toMatchObject({ result: { AsyncTaskStatus: 'Succeeded' } });
  });

  it('knows no task that was not given out, and none of another account or region', async () => {
    server = await startServer({ transitions: 'manual', world: worldOfTwo() });
    const { task } = await attach();
    const gone = { status: 404, code: 'InvalidAsyncTaskId.NotFound' };
    const last = task.endsWith('0') ? '1' : '0';
    expect(await status(task.slice(0, -1) + last)).toMatchObject(gone);
    expect(await status('task-1')).toMatchObject(gone);
    expect(await status(task, server.as(OTHER))).toMatchObject(gone);
    const key = server.world.accounts[0]?.keys[0];
    if (key === undefined) throw new Error('the default account has no key');
    expect(await status(task, server.as(key, 'cn-shanghai'))).toMatchObject(gone);
  });

  it('is the same task when a ClientToken repeats the request', async () => {
    server = await startServer();
    const make = () =>
      server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16', ClientToken: 'once' });
    expect((await make()).AsyncTaskId).toBe((await make()).AsyncTaskId);
  });
});
