import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlaneRefusal } from '#dataplane/driver.ts';
import { breaches } from '#test/support/invariants.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { callOf, patchRow } from '#test/support/rows.ts';
import {
  madeInterface,
  madeSubnet,
  nicInput,
  runInput,
  type Scene,
  scene,
} from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** How many more NICs the data plane takes. */
let free: number;

let server: TestServer;
let plane: MemoryPlane;
let here: Scene;
beforeEach(async () => {
  free = Number.POSITIVE_INFINITY;
  plane = new MemoryPlane(({ mac, addresses }) => {
    expect(mac).toMatch(/^00:16:3e(:[0-9a-f]{2}){3}$/);
    expect(addresses.length).toBeGreaterThan(0);
    if (free-- <= 0) throw new PlaneRefusal('no more room on this host');
  });
  server = await startServer({ transitions: 'manual', dataPlane: plane });
  here = await scene(server);
});
afterEach(() => server.close());

async function launch(): Promise<{ id: string; enis: string[] }> {
  const nics = { NetworkInterfaces: [nicInput(here), nicInput(here)] };
  const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', runInput(here, nics));
  const { NetworkInterfaces } = await instance(InstanceIds[0]);
  return {
    id: InstanceIds[0],
    enis: NetworkInterfaces.map((each: { NetworkInterfaceId: string }) => each.NetworkInterfaceId),
  };
}
const instance = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0];
const statusesOf = async (InstanceId: string) => {
  const seen = await server.client.ok('vpc', 'DescribeNetworkInterfaces', { InstanceId });
  return seen.NetworkInterfaceSets.map((each: { Status: string }) => each.Status);
};
const secondaryOf = async (InstanceId: string) => {
  const asked = { InstanceId, Type: 'secondary' };
  const { NetworkInterfaceSets } = await server.client.ok(
    'vpc',
    'DescribeNetworkInterfaces',
    asked,
  );
  return { InstanceId, NetworkInterfaceId: NetworkInterfaceSets[0].NetworkInterfaceId as string };
};
const reasons = () =>
  server.store.read((tx) =>
    tx.select((db) => db.selectFrom('network_interface').select('plane_refusal')),
  );
const sound = async (settled = true) =>
  expect(await breaches(server.store, server.world, settled)).toEqual([]);

describe('the data plane', () => {
  it('has every interface in its instance before the instance is RUNNING', async () => {
    const { id, enis } = await launch();
    expect((await plane.inspect()).nics).toHaveLength(0);
    await server.advance(5000);
    expect((await plane.inspect()).nics).toEqual(
      enis.toSorted().map((nicId) => ({ nicId, instanceId: id })),
    );
    expect((await instance(id)).Status).toBe('RUNNING');
  });

  it('may refuse a launch: the instance is ERROR, nothing is InUse, and it can be deleted', async () => {
    free = 1;
    const { id, enis } = await launch();
    await server.advance(5000);
    expect((await instance(id)).Status).toBe('ERROR');
    expect(await statusesOf(id)).toEqual(['Attaching', 'Attaching']);
    expect(await reasons()).toEqual([
      { plane_refusal: 'no more room on this host' },
      { plane_refusal: 'no more room on this host' },
    ]);
    await server.settled();
    expect(plane.instance(id)?.running).toBe(false);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    await server.advance(3000);
    expect((await plane.inspect()).nics).toHaveLength(0);
    expect(plane.asked.filter((each) => each.startsWith('unplug')).toSorted()).toEqual(
      enis.map((eni) => `unplug ${eni}`).toSorted(),
    );
    await sound();
  });

  it('is asked for every interface again when the instance starts, and may refuse', async () => {
    const { id } = await launch();
    await server.advance(5000);
    await server.client.ok('ecs', 'StopInstance', { InstanceId: id });
    await server.advance(3000);
    free = 0;
    await server.client.ok('ecs', 'StartInstance', { InstanceId: id });
    await server.advance(3000);
    expect((await instance(id)).Status).toBe('STOPPED');
    expect((await reasons())[0]).toEqual({ plane_refusal: 'no more room on this host' });
    expect(plane.instance(id)?.running).toBe(false);
    free = 2;
    await server.client.ok('ecs', 'StartInstance', { InstanceId: id });
    await server.advance(3000);
    expect((await instance(id)).Status).toBe('RUNNING');
    expect(plane.instance(id)?.running).toBe(true);
    expect(await reasons()).toEqual([{ plane_refusal: '' }, { plane_refusal: '' }]);
    await sound();
  });

  it('leaves an attachment that is on its way alone when the instance starts', async () => {
    const { id } = await launch();
    await server.advance(5000);
    await server.client.ok('ecs', 'StopInstance', { InstanceId: id });
    await server.advance(3000);
    const NetworkInterfaceId = await madeInterface(server, here);
    await server.client.ok('ecs', 'StartInstance', { InstanceId: id });
    await server.advance(1500);
    await expect(
      server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId: id }),
    ).rejects.toThrow('InvalidInstance.InvalidStatus');
    await server.advance(1500);
    await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId: id });
    await server.client.ok('ecs', 'RebootInstance', { InstanceId: id });
    await server.advance(4000);
    expect(await statusesOf(id)).toEqual(['InUse', 'InUse', 'InUse']);
    await sound();
  });

  it('puts no interface back that is on its way out when the instance starts', async () => {
    const { id, enis } = await launch();
    await server.advance(5000);
    await server.client.ok('ecs', 'StopInstance', { InstanceId: id });
    await server.advance(3000);
    const [primary = '', secondary = ''] = enis;
    await server.client.ok('ecs', 'StartInstance', { InstanceId: id });
    await patchRow(server, 'network_interface', secondary, { status: 'Detaching' });
    plane.asked = [];
    await server.advance(3000);
    expect(plane.asked).toEqual([`plug ${primary}`]);
  });

  it.each([
    ['ModifyInstanceSpec', { InstanceTypeId: 'ecs.g3i.xlarge' }],
    ['ReplaceSystemVolume', { ImageId: 'image-ubuntu2204x64tenon', Password: 'Passw0rd!' }],
  ])('is asked for every interface at the end of %s, and may refuse', async (action, input) => {
    const { id, enis } = await launch();
    await server.advance(5000);
    const again = async () => {
      await patchRow(server, 'instance', id, { status: 'STOPPED' });
      await server.client.ok('ecs', action, { InstanceId: id, ...input });
      await server.advance(5000);
      return (await instance(id)).Status;
    };
    plane.asked = [];
    expect(await again()).toBe('RUNNING');
    expect(plane.asked).toEqual(enis.toSorted().map((eni) => `plug ${eni}`));
    free = 0;
    expect(await again()).toBe('STOPPED');
    expect((await reasons())[0]).toEqual({ plane_refusal: 'no more room on this host' });
  });

  it('has the new primary interface in a moved instance before it is InUse, and takes out the old', async () => {
    const { id, enis } = await launch();
    await server.advance(5000);
    const [primary = ''] = enis;
    const SubnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
    await patchRow(server, 'instance', id, { status: 'STOPPED' });
    const move = { InstanceId: id, SubnetId };
    const moved = await server.client.ok('ecs', 'ModifyInstanceVpcAttribute', move);
    expect(plane.plugged(primary)).toBeDefined();
    await server.advance(2000);
    expect(plane.plugged(moved.NetworkInterfaceId)?.instanceId).toBe(id);
    expect(plane.plugged(primary)).toBeUndefined();
    expect(await statusesOf(id)).toEqual(['InUse', 'InUse']);
    await sound();
  });

  /** Starts an instance while its new primary interface goes in, which ends as `goesIn` does. */
  const startedWhileMoving = async (goesIn: () => Promise<void>) => {
    const { id } = await launch();
    await server.advance(5000);
    await server.client.ok('ecs', 'StopInstance', { InstanceId: id });
    await server.advance(3000);
    await server.client.ok('vpc', 'DetachNetworkInterface', await secondaryOf(id));
    await server.advance(3000);
    const SubnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
    const { promise: mayGoIn, resolve: letIn } = Promise.withResolvers<void>();
    plane.beforePlug = () => mayGoIn.then(goesIn);
    const before = plane.asked.length;
    await server.client.ok('ecs', 'ModifyInstanceVpcAttribute', { InstanceId: id, SubnetId });
    const moved = server.advance(2000);
    await expect.poll(() => plane.asked.slice(before).join()).toContain('plug');
    await server.client.ok('ecs', 'StartInstance', { InstanceId: id });
    const started = server.advance(3000);
    await expect.poll(async () => (await instance(id)).Status).toBe('RUNNING');
    letIn();
    await Promise.all([moved, started]);
    await server.settled();
    return id;
  };

  it('has the links of an instance up that starts while its new primary interface goes in', async () => {
    const id = await startedWhileMoving(async () => {});
    expect(plane.instance(id)?.running).toBe(true);
    await sound();
  });

  it('has them down when it refuses that interface after the start', async () => {
    const id = await startedWhileMoving(async () => {
      throw new PlaneRefusal('no more room on this host');
    });
    expect((await instance(id)).Status).toBe('ERROR');
    expect(plane.instance(id)?.running).toBe(false);
  });

  it('has the hostname that an instance is given', async () => {
    const { id } = await launch();
    await server.advance(5000);
    for (const Hostname of ['web', 'db']) {
      await server.client.ok('ecs', 'ModifyInstanceAttribute', { InstanceId: id, Hostname });
      await server.settled();
      expect(plane.instance(id)).toEqual({ id, running: true, hostname: Hostname });
    }
  });

  it('may refuse a moved instance: it is ERROR, nothing new is InUse, and it can be deleted', async () => {
    const { id } = await launch();
    await server.advance(5000);
    const SubnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
    await patchRow(server, 'instance', id, { status: 'STOPPED' });
    free = 0;
    await server.client.ok('ecs', 'ModifyInstanceVpcAttribute', { InstanceId: id, SubnetId });
    await server.advance(2000);
    expect((await instance(id)).Status).toBe('ERROR');
    expect(await statusesOf(id)).toContain('Attaching');
    await server.settled();
    expect(plane.instance(id)?.running).toBe(false);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    await server.advance(3000);
    expect((await plane.inspect()).nics).toHaveLength(0);
    await sound();
  });

  it('takes every interface out before the instance is gone', async () => {
    const { id } = await launch();
    await server.advance(5000);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    expect((await plane.inspect()).nics).toHaveLength(2);
    await server.advance(3000);
    expect((await plane.inspect()).nics).toHaveLength(0);
    expect(await instance(id)).toBeUndefined();
    await sound();
  });
});

const KINDS = [
  'create',
  'create',
  'start',
  'stop',
  'reboot',
  'resize',
  'rebuild',
  'move',
  'delete',
];

describe('settling twice', () => {
  it('has the effect of once, for every transition of an instance', async () => {
    const { id } = await launch();
    const settle = async (kind: string) => {
      const transition = server.services
        .flatMap((service) => service.transitions)
        .find((each) => each.kind === kind);
      const intent = { id: 'intent-1', resource_id: id } as never;
      await server.store.write(async (tx) =>
        transition?.settle(tx, intent, { done: true }, callOf(server)),
      );
    };
    for (const kind of KINDS) {
      await settle(`instance.${kind}`);
    }
    expect((await instance(id)).Status).toBe('RUNNING');
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    await settle('instance.delete');
    await settle('instance.delete');
    await settle('instance.create');
    await server.advance(10_000);
    expect(await instance(id)).toBeUndefined();
    await sound();
  });
});
