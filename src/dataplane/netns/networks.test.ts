import { expect, it } from 'vitest';
import { PlaneRefusal } from '../driver.ts';
import { Background } from './in-hand.ts';
import { Locks } from './locks.ts';
import { Networks, type NetworksOptions } from './networks.ts';

it('refuse, and say so, when what goes on in a router cannot be watched', async () => {
  let stopped = 0;
  let shown = 0;
  const namespace = {
    name: 'tenon-0123abcd-vpc-1',
    where: { name: 'tenon-0123abcd-vpc-1' },
    show: async () => [],
    sysctl: async () => {},
    renew() {},
    ip: async (lines: readonly string[]) => {
      if (lines.includes('link set dev lo alias watched')) shown += 1;
      await new Promise((next) => setImmediate(next));
    },
    // A program that runs on and says nothing.
    watch: async () => ({
      stop: async () => {
        stopped += 1;
      },
    }),
  };
  const waits: number[] = [];
  const nothing = () => {};
  const options = {
    host: {},
    planeId: '0123abcd',
    namespaces: { ensure: async () => namespace, identity: nothing },
    internet: undefined,
    events: { nicLost: nothing, floated: nothing, failed: nothing },
    locks: new Locks(),
    background: new Background(nothing),
    wakeAfter(ms: number, wake: () => void) {
      waits.push(ms);
      const soon = setImmediate(() => setImmediate(wake));
      return () => clearImmediate(soon);
    },
    removed: nothing,
    linkDeleted: nothing,
    check: async () => {},
  };
  const networks = new Networks(options as unknown as NetworksOptions);
  const refused = networks.ensure('vpc-1');
  await expect(refused).rejects.toBeInstanceOf(PlaneRefusal);
  await expect(refused).rejects.toThrow(
    'the router of vpc-1 cannot be watched: [ip monitor link] in tenon-0123abcd-vpc-1 has shown none',
  );
  expect(waits).toEqual([30_000]);
  expect(shown).toBeGreaterThan(0);
  expect(stopped).toBe(1);
});
