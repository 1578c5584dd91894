import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Context } from '#core/context.ts';
import { randomIds } from '#platform/ids.ts';
import { ownSubnetToChange } from '#services/vpc/subnet/rows.ts';
import { breaches } from '#test/support/invariants.ts';
import { type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';
import { type InstanceSpec, makeInstance } from './make.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer();
  here = await scene(server);
});
afterEach(() => server.close());

function callHere(): Context {
  const region = server.world.region('cn-beijing');
  if (region === undefined) throw new Error('there is no region cn-beijing');
  return {
    accountId: server.world.defaultAccountId,
    region,
    requestId: 'test',
    world: server.world,
    ids: randomIds(() => server.worldClock.now()),
    settlesAt: (_, now) => now,
  };
}

const make = (spec: Partial<InstanceSpec>) =>
  server.store.write(async (tx) => {
    const context = callHere();
    const subnet = await tx.first(ownSubnetToChange, {
      id: here.subnetId,
      account_id: context.accountId,
      region: 'cn-beijing',
    });
    if (subnet === undefined) throw new Error('there is no subnet');
    return makeInstance(tx, context, {
      accountId: context.accountId,
      status: 'RUNNING',
      instanceTypeId: 'ecs.g3i.large',
      imageId: '',
      projectName: 'default',
      primary: { id: 'eni-seed', subnet, securityGroupIds: [here.groupId] },
      ...spec,
    });
  });

it('makes a seeded instance as it is told, whether or not the catalogue knows its type', async () => {
  const made = await make({
    id: 'i-seed',
    status: 'STOPPED',
    instanceTypeId: 'ecs.withdrawn.large',
    scheduledInstanceId: 'esi-1',
  });
  expect(made).toEqual({ id: 'i-seed', primaryInterfaceId: 'eni-seed' });
  const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {});
  expect(Instances).toMatchObject([
    {
      InstanceId: 'i-seed',
      InstanceName: 'i-seed',
      Hostname: 'iv-seed',
      Status: 'STOPPED',
      InstanceTypeId: 'ecs.withdrawn.large',
      ScheduledInstanceId: 'esi-1',
      NetworkInterfaces: [{ NetworkInterfaceId: 'eni-seed', Type: 'primary' }],
    },
  ]);
  const eni = { NetworkInterfaceId: 'eni-seed' };
  expect(await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', eni)).toMatchObject({
    Status: 'InUse',
    DeviceId: 'i-seed',
  });
  expect(await breaches(server.store, server.world, true)).toEqual([]);
});

it('refuses more instances than the quota', async () => {
  await server.close();
  server = await startServer({ world: makeWorld({ quotas: { Instances: 0 } }) });
  here = await scene(server);
  await expect(make({})).rejects.toThrow("You've reached the limit on the number of instances.");
});
