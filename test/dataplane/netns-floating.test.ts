import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import { noNetns } from '#test/support/netns.ts';
import { arp } from './frames.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

const ADDRESS = '10.0.1.100';
const HAVIP = { id: 'havip-1', address: ADDRESS, subnetId: 'subnet-1' };

describe.skipIf(noNetns !== undefined)('a floating address', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(() => rig.remove());

  const nics = [nicOf(4), nicOf(5, { forwards: true }), nicOf(6, { forwards: true }), nicOf(7)];
  const world = (more: Partial<Network> = {}, nicIds = ['eni-5', 'eni-6']): Network => ({
    ...EMPTY,
    nics,
    floatingAddresses: [{ ...HAVIP, nicIds }],
    routeTables: [
      {
        id: 'table-1',
        routes: [{ blocks: ['0.0.0.0/0'], nextHop: { floatingAddressId: 'havip-1' } }],
      },
    ],
    ...more,
  });
  const announce = (nicId: string, mac: string, reply = false) =>
    rig.frames(nicId, arp({ sender: ADDRESS, target: ADDRESS, mac, reply }));
  const holder = async () => (await rig.send({ from: 'eni-4', to: ADDRESS }))[0];
  const becomes = (nicId: string) => expect.poll(holder, { interval: 10 }).toBe(nicId);
  /**
   * Asks for the announcement again and again, because one that is sent before the monitor listens
   * is not heard.
   */
  const announced = (nicId: string, mac: string, reply = false) =>
    expect
      .poll(
        async () => {
          await announce(nicId, mac, reply);
          return holder();
        },
        { interval: 10 },
      )
      .toBe(nicId);

  it('belongs to its first member until one announces it, then to whoever does so last', async () => {
    await rig.apply(world());
    expect(await holder()).toBe('eni-5');
    await announced('eni-6', nicOf(6).mac);
    await announce('eni-5', nicOf(5).mac, true);
    await becomes('eni-5');
    await announce('eni-6', nicOf(6).mac, true);
    await becomes('eni-6');
    expect(rig.floated.map(([, nicId]) => nicId)).toEqual(['eni-5', 'eni-6', 'eni-5', 'eni-6']);
    // A route whose next hop is the address follows the holder.
    expect(await rig.send({ from: 'eni-4', to: '8.8.8.8' })).toEqual(['eni-6']);
  });

  it('goes to the first member that is there when its holder leaves', async () => {
    await rig.apply(world());
    await announced('eni-6', nicOf(6).mac);
    await rig.unplug('eni-6');
    expect(await holder()).toBe('eni-5');
    await rig.unplug('eni-5');
    expect(await holder()).toBeUndefined();
    expect(rig.floated.map(([, nicId]) => nicId)).toEqual(['eni-5', 'eni-6', 'eni-5']);
    await rig.apply(world());
    expect(await holder()).toBe('eni-5');
  });

  it('goes to nobody who is no member, and comes back from one who was', async () => {
    await rig.apply(world());
    await announced('eni-6', nicOf(6).mac);
    await announce('eni-7', nicOf(7).mac);
    await announce('eni-5', nicOf(7).mac);
    const nicsNow = nics.map((nic) => ({ ...nic, forwards: false }));
    await rig.apply(world({ nics: nicsNow }, ['eni-5', 'eni-7']));
    expect(await holder()).toBe('eni-5');
    expect(rig.floated.map(([, nicId]) => nicId)).toEqual(['eni-5', 'eni-6', 'eni-5']);
    expect(await rig.send({ from: 'eni-6', source: ADDRESS, to: '10.0.1.4' })).toEqual([undefined]);
  });

  it('is not contested by the router when a member announces it', async () => {
    await rig.apply(world());
    const others = await announce('eni-6', nicOf(6).mac);
    const replies = others.filter(
      ([where, frame]) => where === 'eni-6' && frame.slice(24, 28) === '0806',
    );
    expect(replies).toEqual([]);
  });

  it('stays where it is when Tenon starts again, and goes to who announced it meanwhile', async () => {
    const network = await rig.apply(world());
    await announced('eni-6', nicOf(6).mac);
    rig.floated.length = 0;
    await rig.restart('vpc-1');
    await rig.apply(network);
    expect(await holder()).toBe('eni-6');
    expect(rig.floated).toEqual([['havip-1', 'eni-6']]);
    await rig.router('vpc-1').close();
    await announce('eni-5', nicOf(5).mac);
    await rig.restart('vpc-1');
    await rig.apply(network);
    expect(await holder()).toBe('eni-5');
  });

  it('is reached from the internet by its EIP, and reaches it', async () => {
    await rig.openInternet();
    const eip = { id: 'eip-1', address: '203.0.113.9', privateAddress: ADDRESS, bandwidth: 10 };
    await rig.apply(world({ publicAddresses: [eip] }));
    expect(
      await rig.send(
        { from: 'internet', to: '203.0.113.9' },
        { from: 'eni-5', source: ADDRESS, to: '198.51.100.1' },
      ),
    ).toEqual(['eni-5', 'internet']);
    await announced('eni-6', nicOf(6).mac);
    expect(await rig.send({ from: 'internet', to: '203.0.113.9' })).toEqual(['eni-6']);
  });
});
