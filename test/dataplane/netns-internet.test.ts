import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network, PublicAddress } from '#core/network.ts';
import { deviceOf, INTERNET, namespaceOf } from '#dataplane/netns/names.ts';
import { ip, noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

const HOST = '198.51.100.1';
const HOST6 = '2001:db8:ffff::1';
const OTHER_NETWORK = {
  ...EMPTY,
  id: 'vpc-2',
  blocks: ['10.0.0.0/16', '2001:db8:2::/56'],
  nics: [nicOf(4, { vpc: 'b', addresses: ['10.0.1.4', '2001:db8:2::4'] })],
};

const eip = (last: number, privateAddress: string, bandwidth = 100): PublicAddress => ({
  id: `eip-${last}`,
  address: `203.0.113.${last}`,
  privateAddress,
  bandwidth,
});

describe.skipIf(noNetns !== undefined)('the internet', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = new Rig();
    await rig.openInternet();
  });
  afterEach(() => rig.remove());

  const nics = [nicOf(4), nicOf(5), nicOf(6, { subnetId: 'subnet-2' })];
  const world = (more: Partial<Network> = {}): Network => ({ ...EMPTY, nics, ...more });

  it('is reached by an EIP, and reaches it', async () => {
    await rig.apply(world({ publicAddresses: [eip(4, '10.0.1.4')] }));
    const out = { where: 'internet', source: '203.0.113.4', destination: HOST };
    const into = { where: 'eni-4', source: HOST, destination: '10.0.1.4' };
    for (const protocol of ['icmp', 'tcp', 'udp'] as const) {
      expect(
        await rig.arrivals(
          { from: 'eni-4', to: HOST, protocol },
          { from: 'internet', to: '203.0.113.4', protocol },
          { from: 'eni-5', to: HOST, protocol },
          { from: 'internet', to: '203.0.113.5', protocol },
          { from: 'internet', to: '10.0.1.4', protocol },
        ),
      ).toEqual([out, into, undefined, undefined, undefined]);
      expect(
        await rig.answered(
          { from: 'eni-4', to: HOST, protocol },
          { from: 'internet', to: '203.0.113.4', protocol },
        ),
      ).toEqual([true, true]);
    }
  });

  it('ends with the EIP, open connections included, and follows it to another NIC', async () => {
    const tcp = { protocol: 'tcp', sourcePort: 4000 } as const;
    const more = { ...tcp, flags: 'ack' } as const;
    await rig.apply(world({ publicAddresses: [eip(4, '10.0.1.4')] }));
    expect(
      await rig.answered(
        { from: 'eni-4', to: HOST, ...tcp },
        { from: 'internet', to: '203.0.113.4', ...tcp },
      ),
    ).toEqual([true, true]);
    await rig.apply(world({ publicAddresses: [eip(4, '10.0.1.5')] }));
    expect(
      await rig.arrivals(
        { from: 'eni-4', to: HOST, ...more },
        { from: 'internet', to: '203.0.113.4', ...more },
      ),
    ).toEqual([undefined, { where: 'eni-5', source: HOST, destination: '10.0.1.5' }]);
    await rig.apply(world());
    expect(
      await rig.send(
        { from: 'eni-5', to: HOST, ...more },
        { from: 'internet', to: '203.0.113.4', ...more },
      ),
    ).toEqual([undefined, undefined]);
    expect(namespaceHas(rig, deviceOf('vpc-1'))).toBe(false);
  });

  it('carries what one EIP sends to another, in one network and between two', async () => {
    await rig.apply(world({ publicAddresses: [eip(4, '10.0.1.4'), eip(6, '10.0.2.6')] }));
    await rig.apply({ ...OTHER_NETWORK, publicAddresses: [eip(24, '10.0.1.4')] });
    expect(
      await rig.arrivals(
        { from: 'eni-4', to: '203.0.113.6' },
        { from: 'eni-6', to: '203.0.113.24' },
        { from: 'eni-b4', to: '203.0.113.4', protocol: 'tcp' },
        { from: 'eni-5', to: '203.0.113.6' },
      ),
    ).toEqual([
      expect.objectContaining({ where: 'eni-6', source: '203.0.113.4', destination: '10.0.2.6' }),
      expect.objectContaining({ where: 'eni-b4', source: '203.0.113.6', destination: '10.0.1.4' }),
      expect.objectContaining({ where: 'eni-4', source: '203.0.113.24', destination: '10.0.1.4' }),
      undefined,
    ]);
    expect(
      await rig.answered(
        { from: 'eni-4', to: '203.0.113.6', protocol: 'tcp' },
        { from: 'eni-b4', to: '203.0.113.4', protocol: 'udp' },
      ),
    ).toEqual([true, true]);
  });

  it('comes before the route table for a source with an EIP, but for private destinations', async () => {
    const routes = [{ blocks: ['0.0.0.0/0'], nextHop: { nicId: 'eni-6' } }];
    await rig.apply(
      world({
        userBlocks: ['30.0.0.0/8'],
        publicAddresses: [eip(4, '10.0.1.4')],
        routeTables: [{ id: 'table-1', routes }],
      }),
    );
    const elsewhere = ['172.16.0.1', '192.168.1.1', '100.64.0.1', '30.1.1.1', '10.1.0.1'];
    expect(
      await rig.send(
        { from: 'eni-4', to: HOST },
        { from: 'eni-5', to: HOST },
        ...elsewhere.map((to) => ({ from: 'eni-4', to })),
      ),
    ).toEqual(['internet', 'eni-6', ...elsewhere.map(() => 'eni-6')]);
  });

  it('meets groups and ACLs by private addresses on our side and public ones on the other', async () => {
    const rule = (block: string) => ({
      accept: true,
      priority: 1,
      protocol: 'all' as const,
      peer: { blocks: [block] },
    });
    const sealed = (block: string): Network =>
      world({
        publicAddresses: [eip(4, '10.0.1.4'), eip(6, '10.0.2.6')],
        nics: nics.map((nic) =>
          nic.id === 'eni-4' ? { ...nic, securityGroupIds: ['sg-1'] } : nic,
        ),
        securityGroups: [
          ...EMPTY.securityGroups,
          { id: 'sg-1', ingress: [rule(block)], egress: [rule(block)] },
        ],
        subnets: EMPTY.subnets.map((subnet) =>
          subnet.id === 'subnet-1' ? { ...subnet, networkAclId: 'acl-1' } : subnet,
        ),
        networkAcls: [
          {
            id: 'acl-1',
            stateful: false,
            ingress: [{ accept: true, protocol: 'all', block }],
            egress: [{ accept: true, protocol: 'all', block }],
          },
        ],
      });
    const tries = [
      { from: 'internet', to: '203.0.113.4' },
      { from: 'eni-4', to: HOST },
      { from: 'eni-6', to: '203.0.113.4' },
    ];
    await rig.apply(sealed(`${HOST}/32`));
    expect(await rig.send(...tries)).toEqual(['eni-4', 'internet', undefined]);
    await rig.apply(sealed('203.0.113.6/32'));
    expect(await rig.send(...tries)).toEqual([undefined, undefined, 'eni-4']);
    await rig.apply(sealed('10.0.0.0/8'));
    expect(await rig.send(...tries)).toEqual([undefined, undefined, undefined]);
  });

  it('takes nobody for a neighbour who is none', async () => {
    await rig.apply(world({ publicAddresses: [eip(4, '10.0.1.4')] }));
    expect(
      await rig.send(
        { from: 'internet', source: '10.0.1.5', to: '203.0.113.4' },
        { from: 'internet', source: '192.168.0.9', to: '203.0.113.4' },
        { from: 'internet', source: '203.0.113.77', to: '203.0.113.4' },
      ),
    ).toEqual([undefined, undefined, 'eni-4']);
  });

  it('is reached by IPv6 addresses with bandwidth alone, and opens none that are egress-only', async () => {
    const both = { protocol: 'tcp' } as const;
    const publicIpv6 = [
      { address: '2001:db8:1::4', bandwidth: 10, egressOnly: false },
      { address: '2001:db8:1::5', bandwidth: 10, egressOnly: true },
    ];
    await rig.apply(world({ publicIpv6 }));
    expect(
      await rig.arrivals(
        { from: 'eni-4', to: HOST6, ...both },
        { from: 'eni-5', to: HOST6, ...both },
        { from: 'eni-6', to: HOST6, ...both },
        { from: 'internet', to: '2001:db8:1::4', ...both },
        { from: 'internet', to: '2001:db8:1::5', ...both },
        { from: 'internet', to: '2001:db8:1::6', ...both },
        { from: 'internet', to: '2001:db8:1::5' },
      ),
    ).toEqual([
      { where: 'internet', source: '2001:db8:1::4', destination: HOST6 },
      { where: 'internet', source: '2001:db8:1::5', destination: HOST6 },
      undefined,
      { where: 'eni-4', source: HOST6, destination: '2001:db8:1::4' },
      undefined,
      undefined,
      undefined,
    ]);
    expect(
      await rig.answered({ from: 'eni-5', to: HOST6, ...both }, { from: 'eni-5', to: HOST6 }),
    ).toEqual([true, true]);
    await rig.apply(
      world({ publicIpv6: publicIpv6.map((each) => ({ ...each, egressOnly: false })) }),
    );
    expect(await rig.send({ from: 'internet', to: '2001:db8:1::5' })).toEqual(['eni-5']);
    await rig.apply(world());
    expect(await rig.send({ from: 'eni-4', to: HOST6 })).toEqual([undefined]);
  });

  it('drops what is above the bandwidth of an address, in each direction, and counts it', async () => {
    await rig.apply(
      world({
        publicAddresses: [eip(4, '10.0.1.4', 1), eip(5, '10.0.1.5', 1000)],
        publicIpv6: [{ address: '2001:db8:1::4', bandwidth: 1, egressOnly: false }],
      }),
    );
    const burst = (from: string, to: string) =>
      Array.from({ length: 20 }, () => ({ from, to, protocol: 'udp' as const }));
    const counters = async (nicId: string) =>
      (await rig.router('vpc-1').counters()).find((each) => each.nicId === nicId)?.dropped;
    const namespace = rig.namespaceOf('vpc-1');
    /**
     * Lowers the limit of an address to `bytes`, or removes it, since no test can send as much as a
     * real limit allows.
     */
    const limit = (set: string, address: string, bytes: number) =>
      namespace.nft(
        [
          `delete element inet tenon ${set} { ${address} }`,
          `add element inet tenon ${set} { ${address} limit rate over ${bytes} bytes/second burst 300 bytes }`,
        ].join('\n'),
      );
    const arrived = async (from: string, to: string) =>
      (await rig.send(...burst(from, to))).filter((each) => each !== undefined).length;
    let lost = 0;
    for (const [from, to, set, address] of [
      ['eni-4', HOST, 'bandwidth-out4', '10.0.1.4'],
      ['internet', '203.0.113.4', 'bandwidth-in4', '10.0.1.4'],
      ['eni-4', HOST6, 'bandwidth-out6', '2001:db8:1::4'],
      ['internet', '2001:db8:1::4', 'bandwidth-in6', '2001:db8:1::4'],
    ] as const) {
      await limit(set, address, 1);
      const through = await arrived(from, to);
      expect(through, set).toBeGreaterThan(0);
      expect(through, set).toBeLessThan(20);
      lost += 20 - through;
      expect((await counters('eni-4'))?.bandwidth, set).toBe(lost);
      await limit(set, address, 1_000_000);
    }
    expect(await arrived('eni-5', HOST)).toBe(20);
    expect(await counters('eni-5')).toEqual({});
  });

  it('drops what addresses that share a limit exceed together, and of no other', async () => {
    const shared = { id: 'bwp-1', bandwidth: 1000 };
    await rig.apply(
      world({
        publicAddresses: [
          { ...eip(4, '10.0.1.4', 1000), shared },
          { ...eip(5, '10.0.1.5', 1000), shared },
          eip(6, '10.0.2.6', 1000),
        ],
        nics: [nicOf(4), nicOf(5), nicOf(6, { subnetId: 'subnet-2', addresses: ['10.0.2.6'] })],
      }),
    );
    const namespace = rig.namespaceOf('vpc-1');
    const arrived = async (from: string, to: string) => {
      const burst = Array.from({ length: 20 }, () => ({ from, to, protocol: 'udp' as const }));
      return (await rig.send(...burst)).filter((each) => each !== undefined).length;
    };
    expect(await arrived('eni-4', HOST)).toBe(20);
    // No test can send as much as a real limit allows.
    for (const [chain, drop] of [
      ['shared-out/bwp-1', 'drop/bandwidth-egress'],
      ['shared-in/bwp-1', 'drop/bandwidth-ingress'],
    ]) {
      await namespace.nft(
        [
          `flush chain inet tenon ${chain}`,
          `add rule inet tenon ${chain} limit rate over 1 bytes/second burst 300 bytes goto ${drop}`,
        ].join('\n'),
      );
    }
    for (const [first, second, other] of [
      ['eni-4', 'eni-5', 'eni-6'],
      ['203.0.113.4', '203.0.113.5', '203.0.113.6'],
    ] as const) {
      const through = (end: string) =>
        end.startsWith('eni') ? arrived(end, HOST) : arrived('internet', end);
      const some = await through(first);
      expect(some).toBeGreaterThan(0);
      expect(some).toBeLessThan(20);
      expect(await through(second)).toBe(0);
      expect(await through(other)).toBe(20);
    }
  });

  it('leaves nothing of a network that has no public address any more', async () => {
    await rig.apply(world({ publicAddresses: [eip(4, '10.0.1.4')] }));
    await rig.apply({ ...OTHER_NETWORK, publicAddresses: [eip(24, '10.0.1.4')] });
    await rig.router('vpc-1').remove();
    expect(namespaceHas(rig, deviceOf('vpc-1'))).toBe(false);
    expect(await rig.send({ from: 'internet', to: '203.0.113.24' })).toEqual(['eni-b4']);
  });

  it('is as it was after a restart, and after somebody has taken its links', async () => {
    const network = world({ publicAddresses: [eip(4, '10.0.1.4')] });
    await rig.apply(network);
    await rig.apply({ ...OTHER_NETWORK, publicAddresses: [eip(24, '10.0.1.4')] });
    await rig.restartInternet();
    await rig.restart('vpc-1');
    await rig.apply(network);
    // The other network has not been applied since the restart, and still works.
    const tries = [
      { from: 'internet', to: '203.0.113.4' },
      { from: 'internet', to: '203.0.113.24' },
      { from: 'eni-b4', to: '203.0.113.4' },
    ];
    expect(await rig.send(...tries)).toEqual(['eni-4', 'eni-b4', 'eni-4']);
    const space = namespaceOf(rig.planeId, INTERNET);
    ip('-n', space, 'link', 'del', deviceOf('vpc-1'));
    ip('-n', space, 'route', 'flush', 'table', 'main');
    await rig.internet?.repair();
    await rig.router('vpc-1').repair();
    await rig.restart('vpc-2');
    await rig.apply({ ...OTHER_NETWORK, publicAddresses: [eip(24, '10.0.1.4')] });
    expect(await rig.send(...tries)).toEqual(['eni-4', 'eni-b4', 'eni-4']);
  });
});

const namespaceHas = (rig: Rig, device: string): boolean =>
  ip('-n', namespaceOf(rig.planeId, INTERNET), 'link', 'show').includes(`${device}@`);
