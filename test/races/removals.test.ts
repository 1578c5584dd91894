import { describe, expect, it } from 'vitest';
import { madeGroup, madeSubnet, madeVpc, scene } from '../support/scene.ts';
import {
  Arena,
  attach,
  create,
  deleteInstance,
  deleteInterface,
  deleteSubnet,
  detach,
  GROUNDS,
  inTurn,
  STORES,
} from './arena.ts';
import { oddLosses, times, won } from './crowd.ts';

describe.each(GROUNDS)('an attach, on $name', (ground) => {
  const arena = new Arena(ground);

  it('against detaches: the interface leaves once, and is on one instance or on none', async () => {
    const { server, crowd } = arena;
    const count = ground.size(40);
    const { instanceIds, subnetId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: 2 * count,
    });
    const enis = await arena.interfaces(count, subnetId, groupId);
    const from = (index: number) => instanceIds[index] ?? '';
    const to = (index: number) => instanceIds[count + index] ?? '';
    await crowd.ok(enis.map((eni, index) => attach(eni, from(index))));
    await server.settled();

    const rounds = times(5, (round) =>
      enis.map((eni, index) =>
        round % 3 === 0 ? detach(eni, from(index)) : attach(eni, to(index)),
      ),
    );
    const said = await crowd.ask(rounds.flat());
    await server.settled();

    for (const [index, eni] of enis.entries()) {
      const own = said.filter(({ ask }) => ask.input.NetworkInterfaceId === eni);
      const of = (action: string) => own.filter(({ ask }) => ask.action === action);
      const detaches = of('DetachNetworkInterface');
      const attaches = of('AttachNetworkInterface');
      expect(won(detaches).length).toBe(1);
      expect(won(attaches).length).toBeLessThanOrEqual(1);
      expect(
        oddLosses(detaches, 'InvalidEni.InvalidStatus', 'InvalidEni.InstanceMismatch'),
      ).toEqual([]);
      expect(oddLosses(attaches, 'InvalidEni.InvalidStatus')).toEqual([]);
      expect(await arena.look(eni)).toMatchObject(
        won(attaches).length === 1
          ? { Status: 'InUse', DeviceId: to(index) }
          : { Status: 'Available', DeviceId: '' },
      );
    }
  });

  it('against DeleteNetworkInterface: one of them wins', async () => {
    const { server, crowd } = arena;
    const count = ground.size(50);
    const { instanceIds, subnetId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: count,
    });
    const enis = await arena.interfaces(count, subnetId, groupId);

    const said = await crowd.ask(
      enis.flatMap((eni, index) =>
        inTurn(
          index,
          attach(eni, instanceIds[index] ?? ''),
          attach(eni, instanceIds[(index + 1) % count] ?? ''),
          deleteInterface(eni),
          deleteInterface(eni),
        ),
      ),
    );
    await server.settled();

    expect(oddLosses(said, 'InvalidEni.InvalidStatus', 'InvalidEniId.NotFound')).toEqual([]);
    for (const eni of enis) {
      const [winner, ...more] = won(said.filter(({ ask }) => ask.input.NetworkInterfaceId === eni));
      expect(more).toEqual([]);
      const seen = await arena.look(eni);
      if (winner?.ask.action === 'DeleteNetworkInterface') expect(seen).toBeUndefined();
      else expect(seen).toMatchObject({ DeviceId: winner?.ask.input.InstanceId, Status: 'InUse' });
    }
  });

  it('against DeleteInstance: the instance goes, and its interfaces are free or go with it', async () => {
    const { server, crowd } = arena;
    const count = ground.size(40);
    const { instanceIds, subnetId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: count,
    });
    const staying = await arena.interfaces(count, subnetId, groupId);
    const going = await arena.interfaces(count, subnetId, groupId);

    const said = await crowd.ask(
      instanceIds.flatMap((instanceId, index) =>
        inTurn(
          index,
          attach(staying[index] ?? '', instanceId),
          attach(going[index] ?? '', instanceId, { DeleteOnTermination: true }),
          deleteInstance(instanceId),
          deleteInstance(instanceId),
        ),
      ),
    );
    await server.settled();

    const attaches = said.filter(({ ask }) => ask.action === 'AttachNetworkInterface');
    const deletes = said.filter(({ ask }) => ask.action === 'DeleteInstance');
    expect(won(deletes).length).toBe(count);
    expect(oddLosses(deletes, 'InvalidInstanceStatus', 'InvalidInstance.NotFound')).toEqual([]);
    expect(
      oddLosses(attaches, 'InvalidInstance.InvalidStatus', 'InvalidInstance.NotFound'),
    ).toEqual([]);
    const gone = won(attaches).filter(({ ask }) => ask.input.DeleteOnTermination === true);
    expect(await arena.count({ Status: 'Available' })).toBe(2 * count - gone.length);
    expect(await arena.count()).toBe(2 * count - gone.length);
    const { TotalCount } = await server.client.ok('ecs', 'DescribeInstances');
    expect(TotalCount).toBe(0);
  });

  it('against DeleteSubnet: the subnet stays while the interface exists', async () => {
    const { server, crowd } = arena;
    const count = ground.size(30);
    const { instanceIds, vpcId, groupId } = await scene(server.client, {
      cidr: '10.1.0.0/16',
      instances: count,
    });
    const subnetIds: string[] = [];
    for (const index of times(count, (each) => each)) {
      subnetIds.push(await madeSubnet(server, vpcId, { CidrBlock: `10.2.${index}.0/24` }));
    }
    const made = await crowd.ok(subnetIds.map((subnetId) => create(subnetId, groupId)));
    await server.settled();

    const said = await crowd.ask(
      made.flatMap(({ result }, index) =>
        inTurn(
          index,
          attach(result.NetworkInterfaceId, instanceIds[index] ?? ''),
          deleteSubnet(subnetIds[index] ?? ''),
          deleteSubnet(subnetIds[index] ?? ''),
        ),
      ),
    );

    const deletes = said.filter(({ ask }) => ask.action === 'DeleteSubnet');
    expect(won(deletes)).toEqual([]);
    expect(oddLosses(deletes, 'InvalidSubnet.InUse')).toEqual([]);
    expect(won(said).length).toBe(count);
  });
});

describe.each(STORES)('DeleteSubnet, on %s', (store) => {
  const arena = new Arena(store);

  it('against CreateNetworkInterface: no interface is left without its subnet', async () => {
    const { server, crowd } = arena;
    const vpcId = await madeVpc(server);
    const groupId = await madeGroup(server, vpcId);
    const subnetIds: string[] = [];
    for (const index of times(40, (each) => each)) {
      subnetIds.push(await madeSubnet(server, vpcId, { CidrBlock: `10.2.${index}.0/24` }));
    }

    const said = await crowd.ask(
      subnetIds.flatMap((subnetId, index) =>
        inTurn(
          index,
          create(subnetId, groupId),
          create(subnetId, groupId),
          deleteSubnet(subnetId),
          create(subnetId, groupId),
          deleteSubnet(subnetId),
        ),
      ),
    );
    await server.settled();

    for (const subnetId of subnetIds) {
      const own = said.filter(({ ask }) => ask.input.SubnetId === subnetId);
      const creates = own.filter(({ ask }) => ask.action === 'CreateNetworkInterface');
      const deletes = own.filter(({ ask }) => ask.action === 'DeleteSubnet');
      // The one that comes first makes the others fail.
      expect(won(deletes).length).toBe(won(creates).length === 0 ? 1 : 0);
      expect([0, 3]).toContain(won(creates).length);
      expect(oddLosses(creates, 'InvalidSubnet.InvalidStatus', 'InvalidSubnet.NotFound')).toEqual(
        [],
      );
      expect(
        oddLosses(
          deletes,
          'InvalidSubnet.InUse',
          'InvalidSubnet.InvalidStatus',
          'InvalidSubnet.NotFound',
        ),
      ).toEqual([]);
    }
  });

  it('against DeleteNetworkInterface: it goes when the last interface is gone', async () => {
    const { server, crowd } = arena;
    const vpcId = await madeVpc(server);
    const groupId = await madeGroup(server, vpcId);
    const subnetId = await madeSubnet(server, vpcId);
    const enis = await arena.interfaces(100, subnetId, groupId);

    const said = await crowd.ask(
      enis.flatMap((eni, index) => inTurn(index, deleteInterface(eni), deleteSubnet(subnetId))),
    );
    await server.settled();

    const deletes = said.filter(({ ask }) => ask.action === 'DeleteSubnet');
    expect(won(said).length - won(deletes).length).toBe(enis.length);
    expect(won(deletes).length).toBeLessThanOrEqual(1);
    expect(
      oddLosses(
        deletes,
        'InvalidSubnet.InUse',
        'InvalidSubnet.InvalidStatus',
        'InvalidSubnet.NotFound',
      ),
    ).toEqual([]);
    const after = await server.client.vpc('DeleteSubnet', { SubnetId: subnetId });
    expect(after.code).toBe(won(deletes).length === 1 ? 'InvalidSubnet.NotFound' : '');
  });
});
