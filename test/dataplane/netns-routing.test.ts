import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network, NextHop } from '#core/network.ts';
import { deviceOf } from '#dataplane/netns/names.ts';
import { noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

describe.skipIf(noNetns !== undefined)('routing in a network', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(() => rig.remove());

  const nics = [nicOf(4), nicOf(5, { addresses: ['10.0.1.5', '10.0.1.50', '2001:db8:1::5'] })];
  const three: Network = { ...EMPTY, nics: [...nics, nicOf(6, { subnetId: 'subnet-2' })] };
  const towards = (...routes: [block: string, nextHop: NextHop][]): Network['routeTables'] => [
    { id: 'table-1', routes: routes.map(([block, nextHop]) => ({ blocks: [block], nextHop })) },
  ];

  it('leads to each NIC by all its addresses, within a subnet and beyond', async () => {
    await rig.apply(three);
    expect(
      await rig.send(
        { from: 'eni-4', to: '10.0.1.5' },
        { from: 'eni-4', to: '10.0.1.50' },
        { from: 'eni-5', source: '10.0.1.50', to: '10.0.1.4' },
        { from: 'eni-4', to: '10.0.2.6' },
        { from: 'eni-4', to: '2001:db8:1::5' },
        { from: 'eni-6', to: '2001:db8:1::4' },
      ),
    ).toEqual(['eni-5', 'eni-5', 'eni-4', 'eni-6', 'eni-5', 'eni-4']);
  });

  it('drops what nobody has and nothing leads to, and counts it', async () => {
    await rig.apply(three);
    const lost = ['10.0.1.7', '8.8.8.8', '2001:db8:1::7', '2001:db8:ffff::1'];
    expect(await rig.send(...lost.map((to) => ({ from: 'eni-4', to })))).toEqual(
      lost.map(() => undefined),
    );
    const counters = await rig.router('vpc-1').counters();
    const of = counters.find(({ nicId }) => nicId === 'eni-4');
    expect(of?.dropped).toEqual({ 'no-route': lost.length });
    expect(of?.sentPackets).toBeGreaterThanOrEqual(lost.length);
    expect(of?.receivedPackets).toBeGreaterThan(0);
    expect(of?.sentBytes).toBeGreaterThan(of?.sentPackets ?? 0);
  });

  it('answers pings at every gateway, and nothing else', async () => {
    const third = { ...EMPTY.subnets[0], id: 'subnet-3', gateway: '10.0.3.1' };
    await rig.apply({
      ...three,
      subnets: [...EMPTY.subnets, { ...third, blocks: [], routeTableId: 'table-1' }],
    });
    const pings = ['10.0.1.1', '10.0.2.1', '10.0.3.1', '100.96.0.96'];
    expect(await rig.send(...pings.map((to) => ({ from: 'eni-4', to })))).toEqual(
      pings.map(() => 'eni-4'),
    );
    // The rules keep the others out: without them the kernel would answer with a reset or an error.
    const unheard = [
      { from: 'eni-4', to: '10.0.1.1', protocol: 'tcp' },
      { from: 'eni-4', to: '100.96.0.96', protocol: 'tcp', port: 81 },
      { from: 'eni-4', to: '10.0.2.1', protocol: 'udp' },
      { from: 'eni-4', to: '10.0.1.1', protocol: 'udp' },
    ] as const;
    const others = await rig.others(...unheard);
    expect(others.filter(([where]) => where === 'eni-4')).toEqual([]);
    // No metadata service runs here, but packets to it arrive.
    const metadata = { from: 'eni-4', to: '100.96.0.96', protocol: 'tcp' } as const;
    expect(await rig.send(...unheard, metadata)).toEqual([
      ...unheard.map(() => undefined),
      'eni-4',
    ]);
  });

  it('follows the route with the longest prefix, and of two the first', async () => {
    const routeTables = towards(
      ['0.0.0.0/0', { nicId: 'eni-5' }],
      ['9.9.0.0/16', { nicId: 'eni-6' }],
      ['9.9.9.0/24', 'nowhere'],
      ['9.9.0.0/16', { nicId: 'eni-5' }],
      ['2001:db8:9::/48', { nicId: 'eni-6' }],
      ['::/0', { nicId: 'eni-5' }],
      // For the network's own blocks no route is looked up.
      ['10.0.1.6/32', { nicId: 'eni-6' }],
    );
    await rig.apply({ ...three, routeTables });
    expect(
      await rig.send(
        { from: 'eni-4', to: '8.8.8.8' },
        { from: 'eni-4', to: '9.9.1.1' },
        { from: 'eni-4', to: '9.9.9.1' },
        { from: 'eni-4', to: '2001:db8:9::1' },
        { from: 'eni-4', to: '2001:db8:a::1' },
        { from: 'eni-4', to: '10.0.1.6' },
        { from: 'eni-4', to: '10.0.1.5' },
        { from: 'eni-6', to: '8.8.8.8' },
      ),
    ).toEqual(['eni-5', 'eni-6', undefined, 'eni-6', 'eni-5', undefined, 'eni-5', 'eni-5']);
    // When a route is removed, its packets are dropped again.
    await rig.apply({ ...three, routeTables: routeTables.map((t) => ({ ...t, routes: [] })) });
    expect(await rig.send({ from: 'eni-4', to: '8.8.8.8' })).toEqual([undefined]);
  });

  it('routes each subnet by its own table', async () => {
    const [first, second] = EMPTY.subnets as [Network['subnets'][0], Network['subnets'][0]];
    await rig.apply({
      ...three,
      subnets: [first, { ...second, routeTableId: 'table-2' }],
      routeTables: [
        ...towards(['0.0.0.0/0', { nicId: 'eni-5' }]),
        { id: 'table-2', routes: [{ blocks: ['0.0.0.0/0'], nextHop: { nicId: 'eni-4' } }] },
      ],
    });
    expect(
      await rig.send({ from: 'eni-4', to: '8.8.8.8' }, { from: 'eni-6', to: '8.8.8.8' }),
    ).toEqual(['eni-5', 'eni-4']);
  });

  it('leads nowhere while a next hop is not there, and to it again when it is', async () => {
    const routed = { ...three, routeTables: towards(['0.0.0.0/0', { nicId: 'eni-5' }]) };
    await rig.apply(routed);
    await rig.unplug('eni-5');
    expect(
      await rig.send({ from: 'eni-4', to: '8.8.8.8' }, { from: 'eni-4', to: '10.0.1.5' }),
    ).toEqual([undefined, undefined]);
    await rig.apply(routed);
    expect(
      await rig.send({ from: 'eni-4', to: '8.8.8.8' }, { from: 'eni-4', to: '10.0.1.5' }),
    ).toEqual(['eni-5', 'eni-5']);
  });

  it('leads nowhere while a link is down', async () => {
    await rig.apply(three);
    const device = deviceOf('eni-5');
    const link = { nicId: 'eni-5', device, mac: nicOf(5).mac };
    const namespace = rig.namespaceOf('vpc-1');
    await namespace.ip([`link set ${device} down`]);
    await rig.router('vpc-1').plugged({ ...link, up: false });
    expect(await rig.send({ from: 'eni-4', to: '10.0.1.5' })).toEqual([undefined]);
    await namespace.ip([`link set ${device} up`]);
    await rig.router('vpc-1').plugged({ ...link, up: true });
    expect(
      await rig.send({ from: 'eni-4', to: '10.0.1.5' }, { from: 'eni-4', to: '2001:db8:1::5' }),
    ).toEqual(['eni-5', 'eni-5']);
  });

  it('keeps networks apart that have the same blocks, addresses and MACs', async () => {
    await rig.apply({ ...EMPTY, nics: [nicOf(4), nicOf(5)] });
    await rig.apply({
      ...EMPTY,
      id: 'vpc-2',
      nics: [nicOf(4, { vpc: 'b' }), nicOf(6, { vpc: 'b' })],
    });
    expect(
      await rig.send(
        { from: 'eni-4', to: '10.0.1.5' },
        { from: 'eni-4', to: '10.0.1.6' },
        { from: 'eni-b4', to: '10.0.1.5' },
        { from: 'eni-b4', to: '10.0.1.6' },
        { from: 'eni-b4', to: '2001:db8:1::5' },
        { from: 'eni-b6', to: '10.0.1.4' },
      ),
    ).toEqual(['eni-5', undefined, undefined, 'eni-b6', undefined, 'eni-b4']);
  });
});
