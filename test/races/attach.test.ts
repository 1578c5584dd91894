import { describe, expect, it } from 'vitest';
import { scene } from '../support/scene.ts';
import { Arena, attach, GROUNDS } from './arena.ts';
import { codeCounts, oddLosses, times, won } from './crowd.ts';

const QUOTA_8 = 'ecs.g3i.4xlarge';

describe.each(GROUNDS)('many attaches at once, on $name', (ground) => {
  const arena = new Arena(ground);

  it('put one interface on one of many instances', async () => {
    const { server, crowd } = arena;
    const { instanceIds, subnetId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: ground.size(200),
    });
    const [eni = ''] = await arena.interfaces(1, subnetId, groupId);

    const said = await crowd.ask(instanceIds.map((instanceId) => attach(eni, instanceId)));

    const winners = won(said);
    expect(winners.length).toBe(1);
    expect(oddLosses(said, 'InvalidEni.InvalidStatus')).toEqual([]);
    await server.settled();
    expect(await arena.look(eni)).toMatchObject({
      Status: 'InUse',
      DeviceId: winners[0]?.ask.input.InstanceId,
    });
  });

  it('fill an instance to its quota and not above', async () => {
    const { server, crowd } = arena;
    const { instanceIds, subnetId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: 1,
      instanceType: QUOTA_8,
    });
    const [instanceId = ''] = instanceIds;
    const enis = await arena.interfaces(50, subnetId, groupId);

    const said = await crowd.ask(enis.map((eni) => attach(eni, instanceId)));

    expect(codeCounts(said)).toEqual({ '': 7, 'LimitExceeded.EnisPerInstance': 43 });
    await server.settled();
    expect(await arena.count({ InstanceId: instanceId, Status: 'InUse' })).toBe(8);
    expect(await arena.count({ Status: 'Available' })).toBe(43);
  });

  it('of different interfaces all succeed below the quota, by the official SDK', async () => {
    const { server } = arena;
    const { instanceIds, subnetId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: ground.size(8),
      instanceType: QUOTA_8,
    });
    const enis = await arena.interfaces(7 * instanceIds.length, subnetId, groupId);
    const target = (index: number) => instanceIds[index % instanceIds.length] ?? '';

    const replies = await Promise.all(
      enis.map((NetworkInterfaceId, index) =>
        server.client.vpc('AttachNetworkInterface', {
          NetworkInterfaceId,
          InstanceId: target(index),
        }),
      ),
    );

    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
    await server.settled();
    for (const InstanceId of instanceIds) {
      expect(await arena.count({ InstanceId, Status: 'InUse' })).toBe(8);
    }
    expect(await arena.look(enis[0] ?? '')).toMatchObject({ DeviceId: target(0) });
  });

  it('of the same request make one attachment', async () => {
    const { server, crowd } = arena;
    const { instanceIds, subnetId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: 1,
    });
    const [instanceId = ''] = instanceIds;
    const [eni = ''] = await arena.interfaces(1, subnetId, groupId);

    const said = await crowd.ask(times(100, () => attach(eni, instanceId)));

    expect(won(said).length).toBe(1);
    expect(oddLosses(said, 'InvalidEni.InvalidStatus')).toEqual([]);
    await server.settled();
    expect(await arena.count({ InstanceId: instanceId })).toBe(2);
  });
});
