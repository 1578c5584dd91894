import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceOf } from '#dataplane/netns/names.ts';
import { noNetns } from '#test/support/netns.ts';
import { arp, neighbourAdvertisement } from './frames.ts';
import { EMPTY, nicOf, Rig, ROUTER_MAC } from './routed.ts';

describe.skipIf(noNetns !== undefined)('what may leave a NIC', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = new Rig();
    await rig.apply({
      ...EMPTY,
      nics: [nicOf(4), nicOf(5), nicOf(6), nicOf(7, { forwards: true })],
      routeTables: [
        { id: 'table-1', routes: [{ blocks: ['0.0.0.0/0', '::/0'], nextHop: { nicId: 'eni-7' } }] },
      ],
      floatingAddresses: [
        { id: 'havip-1', address: '10.0.1.100', subnetId: 'subnet-1', nicIds: ['eni-5', 'eni-6'] },
      ],
    });
  });
  afterAll(() => rig?.remove());

  const droppedAt = async (nicId: string) => {
    const counters = await rig.router('vpc-1').counters();
    return counters.find((each) => each.nicId === nicId)?.dropped['source-check'] ?? 0;
  };

  it('has an address of the NIC, or one that it may announce', async () => {
    const before = await droppedAt('eni-4');
    expect(
      await rig.send(
        { from: 'eni-4', to: '10.0.1.5' },
        { from: 'eni-4', source: '10.0.1.6', to: '10.0.1.5' },
        { from: 'eni-4', source: '8.8.8.8', to: '10.0.1.5' },
        { from: 'eni-4', source: '10.0.1.100', to: '10.0.1.5' },
        { from: 'eni-4', source: '2001:db8:1::6', to: '2001:db8:1::5' },
        { from: 'eni-6', source: '10.0.1.100', to: '10.0.1.4' },
        { from: 'eni-5', source: '10.0.1.100', to: '10.0.1.4' },
      ),
    ).toEqual(['eni-5', undefined, undefined, undefined, undefined, 'eni-4', 'eni-4']);
    expect(await droppedAt('eni-4')).toBe(before + 4);
    expect(await droppedAt('eni-6')).toBe(0);
  });

  it('has the MAC of the NIC', async () => {
    const stolen = nicOf(5).mac;
    expect(
      await rig.send(
        { from: 'eni-4', to: '10.0.1.5', mac: stolen },
        { from: 'eni-4', to: '2001:db8:1::5', mac: stolen },
        { from: 'eni-4', to: '10.0.1.1', mac: stolen },
        { from: 'eni-7', to: '10.0.1.5', mac: stolen },
        { from: 'eni-7', source: '8.8.8.8', to: '10.0.1.5', mac: stolen },
      ),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('has any address where the NIC forwards', async () => {
    expect(
      await rig.send(
        { from: 'eni-7', source: '8.8.8.8', to: '10.0.1.4' },
        { from: 'eni-7', source: '2001:db8:9::9', to: '2001:db8:1::4' },
        { from: 'eni-7', source: '10.0.1.5', to: '10.0.1.4' },
      ),
    ).toEqual(['eni-4', 'eni-4', 'eni-4']);
  });

  it('is no broadcast and no multicast', async () => {
    expect(
      await rig.send(
        { from: 'eni-4', to: '255.255.255.255', protocol: 'udp' },
        { from: 'eni-4', to: '10.0.1.255', protocol: 'udp' },
        { from: 'eni-4', to: '224.0.0.251', protocol: 'udp' },
        { from: 'eni-4', to: 'ff02::1', protocol: 'udp' },
      ),
    ).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is ARP of its own', async () => {
    const own = { sender: '10.0.1.4', mac: nicOf(4).mac };
    const answersTo = async (request: Parameters<typeof arp>[0]) => {
      const others = await rig.frames('eni-4', arp(request));
      return others.filter(([where, frame]) => where === 'eni-4' && frame.slice(24, 28) === '0806')
        .length;
    };
    // The router answers for every address of the network.
    expect(await answersTo({ ...own, target: '10.0.1.5' })).toBe(1);
    expect(await answersTo({ ...own, target: '10.0.1.1' })).toBe(1);
    expect(await answersTo({ ...own, sender: '10.0.1.6', target: '10.0.1.5' })).toBe(0);
    expect(await answersTo({ ...own, mac: nicOf(5).mac, target: '10.0.1.5' })).toBe(0);
    expect(await answersTo({ ...own, frameMac: nicOf(5).mac, target: '10.0.1.5' })).toBe(0);
    // An address probe (from 0.0.0.0) for an address that somebody else has is answered.
    expect(await answersTo({ ...own, sender: '0.0.0.0', target: '10.0.1.1' })).toBe(1);
  });

  it('leaves nothing of another with the router', async () => {
    const namespace = rig.namespaceOf('vpc-1');
    const known = async () =>
      JSON.stringify(await namespace.show(['neigh', 'show', 'dev', deviceOf('eni-4')]));
    const before = await known();
    const { mac } = nicOf(4);
    await rig.frames(
      'eni-4',
      arp({ sender: '10.0.1.5', target: '10.0.1.5', mac }),
      arp({ sender: '10.0.1.100', target: '10.0.1.100', mac }),
      arp({ sender: '10.0.1.5', target: '10.0.1.1', mac, reply: true }),
      neighbourAdvertisement({ sender: '2001:db8:1::5', target: '2001:db8:1::5', mac }),
      neighbourAdvertisement({ sender: 'fe80::4', target: '2001:db8:1::5', mac }),
      neighbourAdvertisement({ sender: 'fe80::4', target: 'fe80::1', mac }),
    );
    expect(await known()).toBe(before);
    expect(rig.floated).toEqual([['havip-1', 'eni-5']]);
    expect(
      await rig.send(
        { from: 'eni-6', to: '10.0.1.5' },
        { from: 'eni-6', to: '2001:db8:1::5' },
        { from: 'eni-4', to: '10.0.1.100' },
      ),
    ).toEqual(['eni-5', 'eni-5', 'eni-5']);
  });

  it('lets neighbours be discovered with the router', async () => {
    const { mac } = nicOf(4);
    const solicitation = neighbourAdvertisement({
      sender: 'fe80::4',
      target: 'fe80::1',
      mac,
      solicit: true,
    });
    const others = await rig.frames('eni-4', solicitation);
    const advertisements = others.filter(
      ([where, frame]) =>
        where === 'eni-4' && frame.slice(24, 28) === '86dd' && frame.slice(108, 110) === '88',
    );
    expect(advertisements).toHaveLength(1);
    expect(advertisements[0]?.[1]).toContain(ROUTER_MAC.replaceAll(':', ''));
    // By now the router knows where to send the answer.
    const ping = { from: 'eni-4', source: 'fe80::4', to: 'fe80::1' };
    expect(await rig.send(ping, { ...ping, protocol: 'tcp' })).toEqual(['eni-4', undefined]);
  });
});
