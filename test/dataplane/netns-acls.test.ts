import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AclRule, Network, NetworkAcl } from '#core/network.ts';
import { noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

const rule = (more: Partial<AclRule> = {}): AclRule => ({
  accept: true,
  protocol: 'all',
  block: '0.0.0.0/0',
  ...more,
});

describe.skipIf(noNetns !== undefined)('network ACLs', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = new Rig();
  });
  afterEach(() => rig.remove());

  /** The ACL is on subnet 1, which has eni-4 and eni-5; eni-6 is in subnet 2. */
  const world = (acl: Partial<NetworkAcl>): Network => ({
    ...EMPTY,
    subnets: EMPTY.subnets.map((subnet) =>
      subnet.id === 'subnet-1' ? { ...subnet, networkAclId: 'acl-1' } : subnet,
    ),
    nics: [nicOf(4), nicOf(5), nicOf(6, { subnetId: 'subnet-2' })],
    networkAcls: [{ id: 'acl-1', stateful: false, ingress: [], egress: [], ...acl }],
  });
  const dropped = async (nicId: string) =>
    (await rig.router('vpc-1').counters()).find((each) => each.nicId === nicId)?.dropped;

  it('drop what crosses the border of the subnet and matches no rule, and nothing within it', async () => {
    await rig.apply(world({}));
    expect(
      await rig.send(
        { from: 'eni-4', to: '10.0.1.5' },
        { from: 'eni-4', to: '2001:db8:1::5' },
        { from: 'eni-4', to: '10.0.2.6' },
        { from: 'eni-6', to: '10.0.1.4' },
        { from: 'eni-6', to: '2001:db8:1::4' },
        { from: 'eni-4', to: '10.0.1.1' },
        { from: 'eni-4', to: '100.96.0.96' },
      ),
    ).toEqual(['eni-5', 'eni-5', undefined, undefined, undefined, 'eni-4', 'eni-4']);
    expect(await dropped('eni-4')).toEqual({ 'network-acl-egress': 1, 'network-acl-ingress': 2 });
    await rig.apply({ ...EMPTY, nics: world({}).nics });
    expect(await rig.send({ from: 'eni-4', to: '10.0.2.6' })).toEqual(['eni-6']);
  });

  it('decide by the first rule that matches protocol, port and peer', async () => {
    await rig.apply(
      world({
        ingress: [
          rule({ accept: false, protocol: 'tcp', ports: [80, 80] }),
          rule({ protocol: 'tcp', ports: [80, 90] }),
          rule({ protocol: 'udp', block: '10.0.2.6/32' }),
          rule({ accept: false }),
          rule(),
          rule({ protocol: 'icmpv6', block: '::/0' }),
        ],
        egress: [rule({ protocol: 'udp', block: '10.0.2.0/24' })],
      }),
    );
    const to = { from: 'eni-6', to: '10.0.1.4' };
    expect(
      await rig.send(
        { ...to, protocol: 'tcp', port: 80 },
        { ...to, protocol: 'tcp', port: 81 },
        { ...to, protocol: 'tcp', port: 91 },
        { ...to, protocol: 'udp' },
        { ...to, protocol: 'icmp' },
        { from: 'eni-6', to: '2001:db8:1::4' },
        { from: 'eni-4', to: '10.0.2.6', protocol: 'udp' },
        { from: 'eni-4', to: '10.0.2.6', protocol: 'tcp' },
      ),
    ).toEqual([undefined, 'eni-4', undefined, 'eni-4', undefined, 'eni-4', 'eni-6', undefined]);
  });

  it('ask about replies too, unless they are stateful', async () => {
    const ingress = [rule({ protocol: 'tcp', ports: [80, 80] })];
    const open = { from: 'eni-6', to: '10.0.1.4', protocol: 'tcp' } as const;
    await rig.apply(world({ ingress }));
    expect(await rig.answered(open)).toEqual([false]);
    await rig.apply(world({ ingress, stateful: true }));
    expect(await rig.answered(open)).toEqual([true]);
    await rig.apply(world({ ingress, egress: [rule({ block: '10.0.2.0/24' })] }));
    expect(await rig.answered(open)).toEqual([true]);
  });

  it('are asked after the groups of the sender and before those of the receiver', async () => {
    const network = world({});
    const nics = network.nics.map((nic) =>
      nic.id === 'eni-4' ? { ...nic, securityGroupIds: [] } : nic,
    );
    await rig.apply({ ...network, nics });
    await rig.send({ from: 'eni-4', to: '10.0.2.6' }, { from: 'eni-6', to: '10.0.1.4' });
    expect(await dropped('eni-4')).toEqual({
      'security-group-egress': 1,
      'network-acl-ingress': 1,
    });
  });

  it('that are missing let nothing pass', async () => {
    await rig.apply({ ...world({}), networkAcls: [] });
    expect(await rig.send({ from: 'eni-6', to: '10.0.1.4' })).toEqual([undefined]);
  });
});
