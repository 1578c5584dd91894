import { expect, it } from 'vitest';
import type { Network, Nic } from '#core/network.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { type DataPlane, PlaneRefusal } from './driver.ts';
import { withNetworkService } from './network-service.ts';

const network = { id: 'vpc-1', revision: 1 } as Network;
const nic = { id: 'eni-1', networkId: 'vpc-1' } as Nic;

/** A service that answers when it is let, and a driver with it; both say what they are asked. */
function start() {
  const asked: string[] = [];
  const started = Promise.withResolvers<void>();
  const memory = new MemoryPlane();
  const driver: DataPlane = {
    name: 'memory',
    enabled: true,
    probe: () => memory.probe(),
    applyNetwork: (given) => {
      asked.push('applyNetwork');
      return memory.applyNetwork(given);
    },
    removeNetwork: async () => void asked.push('removeNetwork'),
    ensureInstance: (given, token) => memory.ensureInstance(given, token),
    removeInstance: (id, token) => memory.removeInstance(id, token),
    plug: (given, id, token) => {
      asked.push('plug');
      return memory.plug(given, id, token);
    },
    unplug: (id, token) => {
      asked.push('unplug');
      return memory.unplug(id, token);
    },
    inspect: () => memory.inspect(),
    close: async () => void asked.push('close'),
  };
  const plane = withNetworkService(driver, {
    ready: async (id) => {
      asked.push(`ready ${id}`);
      await started.promise;
    },
    end: async (id) => void asked.push(`end ${id}`),
    close: async () => void asked.push('end all'),
  });
  return { plane, asked, started };
}

it('does not hold up a network, but its first plug', async () => {
  const { plane, asked, started } = start();
  await plane.applyNetwork(network);
  const plugged = plane.plug(nic, 'i-1', 1);
  await new Promise((done) => setImmediate(done));
  expect(asked).toEqual(['applyNetwork', 'ready vpc-1', 'ready vpc-1']);
  started.resolve();
  await plugged;
  expect(asked.at(-1)).toBe('plug');
});

it('keeps an unplug behind the plug before it, also when the service fails', async () => {
  for (const fails of [false, true]) {
    const { plane, asked, started } = start();
    const plugged = plane.plug(nic, 'i-1', 1);
    const unplugged = plane.unplug(nic.id);
    if (fails) started.reject(new PlaneRefusal('nothing can listen there'));
    else started.resolve();
    expect((await Promise.allSettled([plugged, unplugged])).map(({ status }) => status)).toEqual([
      fails ? 'rejected' : 'fulfilled',
      'fulfilled',
    ]);
    expect(asked).toEqual(['ready vpc-1', ...(fails ? [] : ['plug']), 'unplug']);
    expect((await plane.inspect()).nics).toEqual([]);
  }
});

it('refuses a plug where the service cannot be, and lets the network be', async () => {
  const { plane, asked, started } = start();
  await plane.applyNetwork(network);
  started.reject(new PlaneRefusal('nothing can listen there'));
  await expect(plane.plug(nic, 'i-1', 1)).rejects.toBeInstanceOf(PlaneRefusal);
  expect(asked).not.toContain('plug');
});

it('ends the service before the network, and before the driver', async () => {
  const { plane, asked } = start();
  await plane.removeNetwork('vpc-1');
  await plane.close?.();
  expect(asked).toEqual(['end vpc-1', 'removeNetwork', 'end all', 'close']);
});

it('leaves the rest to the driver', async () => {
  const { plane } = start();
  expect(plane.name).toBe('memory');
  expect(plane.counters).toBeUndefined();
  expect((await plane.probe())[0]?.available).toBe(true);
});
