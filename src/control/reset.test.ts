import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { isEmptied, TABLES } from '#core/tables.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import type { ServerOptions } from '#server.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { readWorldFile, type WorldFile } from '#world/file.ts';

const example = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));

let server: TestServer;
let file: WorldFile;
const start = async (options: ServerOptions = {}) => {
  file = await readWorldFile(example);
  server = await startServer({ ...file, ...options });
};
afterEach(() => server.close());

const reset = () => fetch(`${server.url}/_tenon/reset`, { method: 'POST' });
const interfaces = async () =>
  (await server.client.ok('vpc', 'DescribeNetworkInterfaces', { MaxResults: 100 }))
    .NetworkInterfaceSets;

/** How many rows each table has. */
async function rows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES.filter(isEmptied)) {
    const found = await server.store.read((tx) =>
      tx.select((db) =>
        db.selectFrom(table).select((count) => count.fn.countAll<number>().as('n')),
      ),
    );
    counts[table] = found[0]?.n ?? 0;
  }
  return counts;
}
it('leaves what the world starts with, and nothing else', async () => {
  await start();
  const before = await rows();
  const { SubnetId } = await server.client.ok('vpc', 'CreateSubnet', {
    VpcId: 'vpc-main',
    ZoneId: 'cn-beijing-a',
    CidrBlock: '10.0.9.0/24',
    ClientToken: 'once',
  });
  await server.settled();
  await server.client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId,
    SecurityGroupIds: ['sg-web'],
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  await server.client.ok('vpc', 'DetachNetworkInterface', {
    NetworkInterfaceId: 'eni-attached',
    InstanceId: 'i-plain',
  });
  await server.settled();
  await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: 'eni-attached' });
  await server.settled();
  expect(await rows()).not.toEqual(before);

  expect((await reset()).status).toBe(200);
  expect(await rows()).toEqual(before);
  const attached = (await interfaces()).find(
    (each: { NetworkInterfaceId: string }) => each.NetworkInterfaceId === 'eni-attached',
  );
  expect(attached).toMatchObject({ Status: 'InUse', DeviceId: 'i-plain' });
  // The ClientToken of a request is forgotten with what the request made.
  const again = await server.client.ok('vpc', 'CreateSubnet', {
    VpcId: 'vpc-main',
    ZoneId: 'cn-beijing-a',
    CidrBlock: '10.0.9.0/24',
    ClientToken: 'once',
  });
  expect(again.SubnetId).not.toBe(SubnetId);
});

it('empties a server that starts with nothing', async () => {
  await start({ seeds: undefined as never });
  await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  await reset();
  expect(new Set(Object.values(await rows()))).toEqual(new Set([0]));
});

it('is not undone by a transition that began before it', async () => {
  let freed: () => void = () => {};
  const gate = new Promise<void>((open) => {
    freed = open;
  });
  const plugged = new Map<string, string>();
  let reached: () => void = () => {};
  const waiting = new Promise<void>((at) => {
    reached = at;
  });
  const slow: DataPlane = {
    ...none,
    enabled: true,
    async plug(nic, instanceId) {
      if (nic.id === 'eni-free') {
        reached();
        await gate;
      }
      plugged.set(nic.id, instanceId);
    },
    async unplug(nicId) {
      plugged.delete(nicId);
    },
    inspect: async () => {
      const nics = [...plugged].map(([nicId, instanceId]) => ({ nicId, instanceId }));
      return { networks: [], instances: [], nics };
    },
  };
  await start({ dataPlane: slow });
  const { NetworkInterfaceId } = await server.client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId: 'subnet-a',
    SecurityGroupIds: ['sg-web'],
  });
  await server.settled();
  await server.client.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId,
    InstanceId: 'i-stopped',
  });
  await server.settled();
  expect(plugged.get(NetworkInterfaceId)).toBe('i-stopped');
  await server.client.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId: 'eni-free',
    InstanceId: 'i-stopped',
  });
  await waiting;
  const done = reset();
  freed();
  await done;
  const free = (await interfaces()).find(
    (each: { NetworkInterfaceId: string }) => each.NetworkInterfaceId === 'eni-free',
  );
  expect(free).toMatchObject({ Status: 'Available', DeviceId: '' });
  // A NIC that was detached is in no instance any more. One that is attached in the world from the
  // start is.
  expect(plugged.has(NetworkInterfaceId)).toBe(false);
  expect(plugged.has('eni-free')).toBe(false);
  expect(plugged.get('eni-attached')).toBe('i-plain');
});
