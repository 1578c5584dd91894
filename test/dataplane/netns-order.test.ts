import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '#core/network.ts';
import { deviceOf } from '#dataplane/netns/names.ts';
import { METADATA_ADDRESS } from '#dataplane/netns/ruleset/names.ts';
import { ip, noNetns, openPlane, type TestPlane } from '../support/netns.ts';
import { bareNetwork, bareNic } from '../support/networks.ts';

const NIC = bareNic(1);
/**
 * A NIC that is plugged and unplugged only to see that other calls get much further than the one
 * that is held up.
 */
const PACER = bareNic(2);
const DEVICE = deviceOf(NIC.id);

const place = (id: string, running = true): Place => ({ id, running, hostname: id });

interface Shown {
  readonly address: string;
  readonly flags: readonly string[];
}

/**
 * Calls for a NIC and calls for its instance do not wait for each other's locks. Each test holds
 * one of them up at a certain change, and makes the other meanwhile.
 */
describe.skipIf(noNetns !== undefined)('in network namespaces', () => {
  let test: TestPlane;
  let beforeChange: (what: string) => Promise<void> = async () => {};
  let tokens = 0;
  const token = () => {
    tokens += 1;
    return tokens;
  };

  beforeEach(async () => {
    beforeChange = async () => {};
    test = await openPlane({ beforeChange: (what) => beforeChange(what) });
    for (const id of ['i-1', 'i-2', 'i-3']) await test.plane.ensureInstance(place(id), token());
    await test.plane.plug(NIC, 'i-1', token());
  });
  afterEach(async () => {
    await test.remove();
    expect(test.failures).toEqual([]);
  });

  /**
   * Holds up the next change that matches: `held` resolves when it has come, and `go` lets it
   * happen.
   */
  const hold = (change: RegExp) => {
    const held = Promise.withResolvers<void>();
    const { promise, resolve: go } = Promise.withResolvers<void>();
    beforeChange = async (what) => {
      if (!change.test(what)) return;
      beforeChange = async () => {};
      held.resolve();
      await promise;
    };
    return { held: held.promise, go };
  };

  /** Lets the next change that matches fail. */
  const failAt = (change: RegExp) => {
    beforeChange = async (what) => {
      if (!change.test(what)) return;
      beforeChange = async () => {};
      throw new Error('the machine has no memory left');
    };
  };

  /** Resolves when a call that does not have to wait would long be done. */
  const pace = async () => {
    await test.plane.plug(PACER, 'i-3', token());
    await test.plane.unplug(PACER.id, token());
  };

  const inside = (id: string): Shown[] =>
    JSON.parse(ip('-n', test.namespace(id), '-json', 'link')).filter(
      ({ address }: Shown) => address === NIC.mac,
    );
  const routed = (): Shown[] =>
    JSON.parse(
      ip('-n', test.namespace(NIC.networkId), '-json', 'link', 'show', 'type', 'veth'),
    ).filter(({ ifname }: { ifname: string }) => /^t[nx][0-9a-z]+$/.test(ifname));
  const plugged = async () => (await test.plane.inspect()).nics;

  describe.each([
    { running: false, at: `^link set dev ${DEVICE} alias ''` },
    { running: false, at: `^link set dev ${DEVICE} down` },
    { running: false, at: '^link set dev if[0-9]+ down' },
    { running: false, at: `^link set dev ${DEVICE} alias tenon-` },
    { running: true, at: `^link set dev ${DEVICE} alias ''` },
    { running: true, at: `^link set dev ${DEVICE} up` },
    { running: true, at: '^addr add 10.0.0.11' },
    { running: true, at: `^link set dev ${DEVICE} alias tenon-` },
  ])('an instance becomes running: $running, held up at $at', ({ running, at }) => {
    beforeEach(async () => {
      if (running) await test.plane.ensureInstance(place('i-1', false), token());
    });

    it('while one of its NICs is taken out', async () => {
      const { held, go } = hold(new RegExp(at));
      const ensured = test.plane.ensureInstance(place('i-1', running), token());
      await held;
      const unplugged = test.plane.unplug(NIC.id, token());
      await pace();
      go();
      await Promise.all([ensured, unplugged]);
      expect(await plugged()).toEqual([]);
      expect(inside('i-1')).toEqual([]);
      expect(routed()).toEqual([]);
    });

    it('while one of its NICs goes to another instance', async () => {
      const { held, go } = hold(new RegExp(at));
      const ensured = test.plane.ensureInstance(place('i-1', running), token());
      await held;
      const moved = [test.plane.unplug(NIC.id, token()), test.plane.plug(NIC, 'i-2', token())];
      await pace();
      go();
      await Promise.all([ensured, ...moved]);
      expect(await plugged()).toEqual([{ nicId: NIC.id, instanceId: 'i-2' }]);
      expect(inside('i-1')).toEqual([]);
      expect(inside('i-2')).toMatchObject([{ flags: expect.arrayContaining(['UP', 'LOWER_UP']) }]);
    });

    it('while somebody removes one of its NICs', async () => {
      const { held, go } = hold(new RegExp(at));
      const ensured = test.plane.ensureInstance(place('i-1', running), token());
      await held;
      ip('-n', test.namespace(NIC.networkId), 'link', 'del', DEVICE);
      go();
      await ensured;
      await expect.poll(() => test.lost).toEqual([NIC.id]);
      await test.plane.plug(NIC, 'i-1', token());
      expect(inside('i-1')).toHaveLength(1);
    });
  });

  it('a service begins to listen in a network before that is applied', async () => {
    const { plane } = test;
    const server = await plane.listenIn('vpc-2', METADATA_ADDRESS, 80);
    server.on('connection', (socket) => socket.end('answered'));
    await plane.applyNetwork(bareNetwork({ id: 'vpc-2' }));
    const ask = `require('node:net').connect(80, '${METADATA_ADDRESS}').pipe(process.stdout)`;
    const program = ['netns', 'exec', test.namespace('vpc-2'), process.execPath, '-e', ask];
    expect((await promisify(execFile)('ip', program)).stdout).toBe('answered');
  });

  it('a NIC that leaves with its instance is not said to be out before it is', async () => {
    const { held, go } = hold(new RegExp(`^link set dev ${DEVICE} down`));
    const removed = test.plane.removeInstance('i-1', token());
    await held;
    let said = false;
    const unplugged = test.plane.unplug(NIC.id, token()).then(() => {
      said = true;
    });
    const plugs = test.plane.plug(NIC, 'i-2', token());
    await pace();
    expect(said).toBe(false);
    go();
    await Promise.all([removed, unplugged, plugs]);
    expect(await plugged()).toEqual([{ nicId: NIC.id, instanceId: 'i-2' }]);
    expect(inside('i-2')).toHaveLength(1);
  });

  it.each([
    `^link set dev ${DEVICE} down`,
    `^link set dev ${DEVICE} name tx`,
    '^link del group',
  ])('an unplug that failed at %s is not done when it is repeated, before it is', async (at) => {
    failAt(new RegExp(at));
    await expect(test.plane.unplug(NIC.id, token())).rejects.toThrow('no memory');
    await test.plane.unplug(NIC.id, token());
    expect(await plugged()).toEqual([]);
    expect(inside('i-1')).toEqual([]);
    expect(routed()).toEqual([]);
  });

  it.each([
    '^link add dev',
    `^link property add dev ${DEVICE}`,
    '^link set dev if[0-9]+ name eth1',
    `^link set dev ${DEVICE} alias tenon-`,
  ])('an instance can be stopped whose NIC was plugged as far as %s', async (at) => {
    await test.plane.unplug(NIC.id, token());
    failAt(new RegExp(at));
    await expect(test.plane.plug(NIC, 'i-1', token())).rejects.toThrow('no memory');
    await test.plane.ensureInstance(place('i-1', false), token());
    expect(await plugged()).toEqual([]);
    await test.plane.plug(NIC, 'i-1', token());
    expect(await plugged()).toEqual([{ nicId: NIC.id, instanceId: 'i-1' }]);
    expect(inside('i-1')).toMatchObject([{ flags: expect.not.arrayContaining(['UP']) }]);
    await test.plane.ensureInstance(place('i-1'), token());
    expect(inside('i-1')).toMatchObject([{ flags: expect.arrayContaining(['UP', 'LOWER_UP']) }]);
  });
});
