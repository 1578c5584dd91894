import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network, SecurityRule } from '#core/network.ts';
import { noNetns } from '#test/support/netns.ts';
import { portUnreachable } from './frames.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

const ALL = ['0.0.0.0/0', '::/0'];
const rule = (more: Partial<SecurityRule> = {}): SecurityRule => ({
  accept: true,
  priority: 1,
  protocol: 'all',
  peer: { blocks: ALL },
  ...more,
});
const group = (id: string, ingress: SecurityRule[], egress: SecurityRule[] = [rule()]) => ({
  id,
  ingress,
  egress,
});

describe.skipIf(noNetns !== undefined)('security groups', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(() => rig.remove());

  /** eni-4 and eni-6 have these groups of their own; eni-5 is open. */
  const world = (...securityGroups: Network['securityGroups'][number][]): Network => ({
    ...EMPTY,
    nics: [
      nicOf(4, { securityGroupIds: securityGroups.map(({ id }) => id) }),
      nicOf(5),
      nicOf(6, { subnetId: 'subnet-2' }),
    ],
    securityGroups: [...EMPTY.securityGroups, ...securityGroups],
  });
  const dropped = async (nicId: string) =>
    (await rig.router('vpc-1').counters()).find((each) => each.nicId === nicId)?.dropped;

  it('let nothing in or out without a rule', async () => {
    await rig.apply(world(group('sg-1', [], [])));
    expect(
      await rig.send(
        { from: 'eni-5', to: '10.0.1.4' },
        { from: 'eni-6', to: '10.0.1.4', protocol: 'tcp' },
        { from: 'eni-4', to: '10.0.1.5' },
        { from: 'eni-4', to: '2001:db8:1::5' },
        // Gateways answer whatever the groups say.
        { from: 'eni-4', to: '10.0.1.1' },
        { from: 'eni-4', to: '100.96.0.96' },
      ),
    ).toEqual([undefined, undefined, undefined, undefined, 'eni-4', 'eni-4']);
    expect(await dropped('eni-4')).toEqual({
      'security-group-ingress': 2,
      'security-group-egress': 2,
    });
  });

  it('match protocol, port and peer, each family by itself', async () => {
    const to = { from: 'eni-5', to: '10.0.1.4' };
    const to6 = { from: 'eni-5', to: '2001:db8:1::4' };
    await rig.apply(
      world(
        group('sg-1', [
          rule({ protocol: 'tcp', ports: [80, 82] }),
          rule({ protocol: 'udp', ports: [53, 53], peer: { blocks: ['10.0.1.0/24'] } }),
          rule({ protocol: 'icmp', peer: { blocks: ['10.0.2.0/24', '10.0.3.0/24'] } }),
          rule({ protocol: 'icmpv6', peer: { blocks: ['2001:db8:1::5/128'] } }),
        ]),
      ),
    );
    expect(
      await rig.send(
        { ...to, protocol: 'tcp', port: 79 },
        { ...to, protocol: 'tcp', port: 80 },
        { ...to, protocol: 'tcp', port: 82 },
        { ...to6, protocol: 'tcp', port: 81 },
        { ...to, protocol: 'tcp', port: 83 },
        { ...to, protocol: 'udp', port: 53 },
        { ...to6, protocol: 'udp', port: 53 },
        { ...to, from: 'eni-6', protocol: 'udp', port: 53 },
        { ...to, protocol: 'icmp' },
        { ...to, from: 'eni-6', protocol: 'icmp' },
        { ...to6, protocol: 'icmpv6' },
        { ...to6, from: 'eni-6', protocol: 'icmpv6' },
      ),
    ).toEqual([
      undefined,
      'eni-4',
      'eni-4',
      'eni-4',
      undefined,
      'eni-4',
      undefined,
      undefined,
      undefined,
      'eni-4',
      'eni-4',
      undefined,
    ]);
  });

  it('decide by priority over all groups of a NIC, and drop first', async () => {
    const tcp = (port: number, accept: boolean, priority: number) =>
      rule({ accept, priority, protocol: 'tcp', ports: [port, port] });
    await rig.apply(
      world(
        group('sg-1', [
          tcp(80, true, 5),
          tcp(81, true, 5),
          tcp(82, true, 5),
          rule({ priority: 9 }),
        ]),
        group('sg-2', [tcp(80, false, 4), tcp(81, false, 5), tcp(82, false, 6)]),
      ),
    );
    const to = { from: 'eni-5', to: '10.0.1.4', protocol: 'tcp' } as const;
    expect(
      await rig.send({ ...to, port: 80 }, { ...to, port: 81 }, { ...to, port: 82 }, to),
    ).toEqual([undefined, undefined, 'eni-4', undefined]);
  });

  it('follow who is in a group that is a peer', async () => {
    const members = group('sg-members', [rule()], [rule()]);
    const guarded = group('sg-1', [rule({ peer: { securityGroupId: 'sg-members' } })]);
    const closed = world(guarded);
    const opened: Network = {
      ...closed,
      securityGroups: [...closed.securityGroups, members],
      nics: closed.nics.map((nic) =>
        nic.id === 'eni-6' ? { ...nic, securityGroupIds: ['sg-members', 'sg-open'] } : nic,
      ),
    };
    const tries = [
      { from: 'eni-5', to: '10.0.1.4' },
      { from: 'eni-6', to: '10.0.1.4' },
      { from: 'eni-6', to: '2001:db8:1::4' },
    ];
    await rig.apply(closed);
    expect(await rig.send(...tries)).toEqual([undefined, undefined, undefined]);
    await rig.apply(opened);
    expect(await rig.send(...tries)).toEqual([undefined, 'eni-4', 'eni-4']);
    await rig.apply(closed);
    expect(await rig.send(...tries)).toEqual([undefined, undefined, undefined]);
  });

  it('let replies pass, and ask again about the opener', async () => {
    const sealed = world(group('sg-1', [rule({ protocol: 'tcp', ports: [80, 80] })], []));
    await rig.apply(sealed);
    const open = { from: 'eni-5', to: '10.0.1.4', protocol: 'tcp' } as const;
    expect(
      await rig.answered({ ...open, sourcePort: 4000 }, { from: 'eni-4', to: '10.0.1.5' }),
    ).toEqual([true, undefined]);
    const more = { ...open, sourcePort: 4000, flags: 'ack' } as const;
    const reply = { from: 'eni-4', to: '10.0.1.5', protocol: 'tcp', sourcePort: 80, port: 4000 };
    const replies = { ...reply, protocol: 'tcp', flags: 'ack' } as const;
    expect(await rig.send(more, replies)).toEqual(['eni-4', 'eni-5']);
    await rig.apply(world(group('sg-1', [], [])));
    expect(await rig.send(more)).toEqual([undefined]);
  });

  it('let the errors of a connection pass, and no others', async () => {
    await rig.apply(world(group('sg-1', [], [rule({ protocol: 'udp' })])));
    const udp = { from: 'eni-4', to: '10.0.1.5', protocol: 'udp', sourcePort: 5000 } as const;
    expect(await rig.send(udp)).toEqual(['eni-5']);
    const about = { source: '10.0.1.4', destination: '10.0.1.5', sourcePort: 5000, port: 80 };
    const errorsSeen = async (more: Partial<typeof about>) => {
      const frame = portUnreachable({
        sender: '10.0.1.5',
        mac: nicOf(5).mac,
        about: { ...about, ...more },
      });
      const seen = await rig.frames('eni-5', frame);
      return seen.filter(([where, text]) => where === 'eni-4' && text.slice(46, 48) === '01')
        .length;
    };
    expect(await errorsSeen({})).toBe(1);
    expect(await errorsSeen({ sourcePort: 5001 })).toBe(0);
    // The opener of the flow reports an error about an answer, though it may send nothing but UDP.
    const reply = { source: '10.0.1.5', destination: '10.0.1.4', sourcePort: 80, port: 5000 };
    const error = portUnreachable({ sender: '10.0.1.4', mac: nicOf(4).mac, about: reply });
    const seen = await rig.frames('eni-4', error);
    expect(
      seen.filter(([where, text]) => where === 'eni-5' && text.slice(46, 48) === '01'),
    ).toHaveLength(1);
  });

  it('are followed by the NICs of each list of groups', async () => {
    const network = world(group('sg-1', []), group('sg-2', [rule({ protocol: 'udp' })]));
    const swapped = (ids: string[]) => ({
      ...network,
      nics: network.nics.map((nic) =>
        nic.id === 'eni-4' ? { ...nic, securityGroupIds: ids } : nic,
      ),
    });
    const to = { from: 'eni-5', to: '10.0.1.4', protocol: 'udp' } as const;
    const tries = async () => rig.send(to, { from: 'eni-5', to: '10.0.1.4' });
    await rig.apply(swapped(['sg-1']));
    expect(await tries()).toEqual([undefined, undefined]);
    await rig.apply(swapped(['sg-1', 'sg-2']));
    expect(await tries()).toEqual(['eni-4', undefined]);
    await rig.apply(swapped(['sg-open']));
    expect(await tries()).toEqual(['eni-4', 'eni-4']);
    await rig.apply(swapped([]));
    expect(await tries()).toEqual([undefined, undefined]);
  });
});
