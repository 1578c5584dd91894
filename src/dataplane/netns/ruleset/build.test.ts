import { describe, expect, it } from 'vitest';
import type { ConnectionTimeouts, Network, SecurityRule } from '#core/network.ts';
import { deviceOf } from '../names.ts';
import { rulesetOf } from './build.ts';
import { protocolMatch } from './matches.ts';
import { nameOf } from './names.ts';

const nic = (number: number, securityGroupIds = ['sg-1']) => ({
  id: `eni-${number}`,
  instanceId: `i-${number}`,
  subnetId: 'subnet-1',
  mac: `02:00:00:00:00:0${number}`,
  addresses: [`10.0.1.${number}`],
  securityGroupIds,
  forwards: false,
});
const network = (more: Partial<Network> = {}): Network => ({
  id: 'vpc-1',
  revision: 1,
  blocks: ['10.0.0.0/16'],
  userBlocks: [],
  subnets: [{ id: 'subnet-1', blocks: ['10.0.1.0/24'], gateway: '10.0.1.1', routeTableId: 't-1' }],
  nics: [nic(4), nic(5)],
  securityGroups: [],
  networkAcls: [],
  routeTables: [],
  publicAddresses: [],
  publicIpv6: [],
  floatingAddresses: [],
  natGateways: [],
  ...more,
});
const rule = (more: Partial<SecurityRule>): SecurityRule => ({
  accept: true,
  priority: 1,
  protocol: 'all',
  peer: { blocks: ['0.0.0.0/0', '::/0'] },
  ...more,
});
const inet = (more: Partial<Network>) => {
  const [table] = rulesetOf(network(more)).tables;
  if (table === undefined) throw new Error('no table');
  return table;
};
const chain = (more: Partial<Network>, name: string) => inet(more).chains.get(name)?.rules;
const ingress = (...rules: SecurityRule[]) =>
  chain({ securityGroups: [{ id: 'sg-1', ingress: rules, egress: [] }] }, 'group-ingress/sg-1');

const END = 'goto drop/security-group-ingress';

describe('the rules of security groups', () => {
  it('are one chain for each list of groups, whatever its order', () => {
    const { chains, sets } = inet({
      nics: [nic(4, ['sg-2', 'sg-1']), nic(5, ['sg-1', 'sg-2']), nic(6, [])],
    });
    expect([...chains.keys()].filter((name) => name.startsWith('group-ingress'))).toEqual([
      'group-ingress/sg-1/sg-2',
      'group-ingress',
    ]);
    expect(sets.get('egress')?.elements.get(`"${deviceOf('eni-4')}"`)).toBe(
      ' : jump group-egress/sg-1/sg-2',
    );
  });

  it('stand by priority, those that drop first', () => {
    expect(
      ingress(
        rule({ priority: 2, protocol: 'udp', ports: [1, 2] }),
        rule({ priority: 1, protocol: 'tcp', ports: [3, 3] }),
        rule({ priority: 1, protocol: 'gre', accept: false }),
      ),
    ).toEqual([
      `meta nfproto ipv4 meta l4proto gre ${END}`,
      `meta nfproto ipv6 meta l4proto gre ${END}`,
      'meta nfproto ipv4 tcp dport 3 accept',
      'meta nfproto ipv6 tcp dport 3 accept',
      'meta nfproto ipv4 udp dport 1-2 accept',
      'meta nfproto ipv6 udp dport 1-2 accept',
      END,
    ]);
  });

  it('speak of the families of their protocol and their peer alone', () => {
    const both = { blocks: ['10.0.0.0/8', '2001:db8::/32'] };
    expect(
      ingress(
        rule({ protocol: 'icmp', peer: both }),
        rule({ protocol: 'icmpv6', peer: both }),
        rule({ protocol: 'icmp', peer: { blocks: ['::/0'] } }),
        rule({ peer: { blocks: [] } }),
      ),
    ).toEqual([
      'ip saddr 10.0.0.0/8 meta l4proto icmp accept',
      'ip6 saddr 2001:db8::/32 meta l4proto ipv6-icmp accept',
      END,
    ]);
  });

  it('share the set of several blocks, and name that of a group', () => {
    const blocks = { blocks: ['10.1.0.0/16', '10.2.0.0/16', '10.1.1.0/24'] };
    const { sets } = inet({
      securityGroups: [
        {
          id: 'sg-1',
          ingress: [
            rule({ protocol: 'tcp', peer: blocks }),
            rule({ protocol: 'udp', peer: blocks }),
            rule({ peer: { securityGroupId: 'sg-1' } }),
            rule({ peer: { securityGroupId: 'sg-nobody' } }),
          ],
          egress: [],
        },
      ],
    });
    const names = [...sets.keys()].filter((name) => /^(blocks|members)/.test(name));
    expect(names).toEqual([expect.stringMatching(/^blocks4\//), 'members4/sg-1']);
    expect([...(sets.get(names[0] ?? '')?.elements.keys() ?? [])]).toEqual([
      '10.1.0.0/16',
      '10.2.0.0/16',
    ]);
    expect([...(sets.get('members4/sg-1')?.elements.keys() ?? [])]).toEqual([
      '10.0.1.4',
      '10.0.1.5',
    ]);
  });
});

describe('connection timeouts', () => {
  const timed = (number: number, timeouts: ConnectionTimeouts) => ({ ...nic(number), timeouts });
  const [four, five] = [`"${deviceOf('eni-4')}"`, `"${deviceOf('eni-5')}"`];

  it('are those of either end, of two the shorter', () => {
    const { chains, sets, timeouts } = inet({
      nics: [
        timed(4, { udp: 30, tcpEstablished: 600 }),
        timed(5, { udp: 9, tcpEstablished: 60, tcpClosed: 3 }),
        nic(6),
      ],
    });
    expect(chains.get('timeouts/udp')?.rules).toEqual([
      'iifname @udp-timeout/9 ct timeout set "udp/9" return',
      'oifname @udp-timeout/9 ct timeout set "udp/9" return',
      'iifname @udp-timeout/30 ct timeout set "udp/30" return',
      'oifname @udp-timeout/30 ct timeout set "udp/30" return',
    ]);
    expect([...(sets.get('udp-timeout/9')?.elements.keys() ?? [])]).toEqual([five]);
    expect([...(sets.get('udp-timeout/30')?.elements.keys() ?? [])]).toEqual([four]);
    expect(chains.get('timeouts/tcp')?.rules).toEqual([
      'iifname @established-timeout/60 goto timeouts/tcp/60',
      'oifname @established-timeout/60 goto timeouts/tcp/60',
      'iifname @established-timeout/600 goto timeouts/tcp/600',
      'oifname @established-timeout/600 goto timeouts/tcp/600',
      'iifname @closed-timeout/3 ct timeout set "tcp/default/3" return',
      'oifname @closed-timeout/3 ct timeout set "tcp/default/3" return',
    ]);
    expect(chains.get('timeouts/tcp/600')?.rules).toEqual([
      'iifname @closed-timeout/3 ct timeout set "tcp/600/3" return',
      'oifname @closed-timeout/3 ct timeout set "tcp/600/3" return',
      'ct timeout set "tcp/600/default" return',
    ]);
    expect(timeouts.get('tcp/600/3')).toBe(
      'protocol tcp; policy = { established: 600, time_wait: 3, close: 3 };',
    );
    expect(timeouts.get('udp/9')).toBe('protocol udp; policy = { unreplied: 9, replied: 9 };');
  });

  it('are nothing where no NIC asks for any', () => {
    expect(inet({}).timeouts.size).toBe(0);
    expect([...inet({}).chains.keys()].filter((name) => name.startsWith('timeouts'))).toEqual([]);
  });
});

describe('a ruleset', () => {
  it('has nothing for what a network has not', () => {
    const { chains, sets } = inet({});
    expect(chains.get('leaving4')?.rules).toEqual(['accept']);
    expect(chains.get('forward')?.rules).toEqual([
      'ct direction reply ct state established,related goto replies',
      'ct state related goto replies',
      'iifname vmap @egress',
      'oifname vmap @ingress',
    ]);
    expect(sets.has('eip-of')).toBe(false);
  });

  it('drops what no rule decides', () => {
    for (const name of ['prerouting', 'forward', 'input']) {
      expect(inet({}).chains.get(name)?.hook).toContain('policy drop');
    }
    const [, arp] = rulesetOf(network()).tables;
    expect(arp?.chains.get('input')?.hook).toContain('policy drop');
  });

  it('is made of checked values alone', () => {
    const evil = 'a"; } flush ruleset #';
    for (const more of [
      { nics: [{ ...nic(4), id: evil }] },
      { nics: [{ ...nic(4), mac: evil }] },
      { nics: [{ ...nic(4), timeouts: { udp: evil as unknown as number } }] },
      { nics: [{ ...nic(4), addresses: [evil] }] },
      { nics: [{ ...nic(4), securityGroupIds: [evil] }] },
      { blocks: [evil], publicIpv6: [{ address: '2001:db8::1', bandwidth: 1, egressOnly: false }] },
      { publicAddresses: [{ id: 'e', address: evil, privateAddress: '10.0.0.1', bandwidth: 1 }] },
      { publicAddresses: [{ id: 'e', address: '1.2.3.4', privateAddress: evil, bandwidth: 1 }] },
      { floatingAddresses: [{ id: 'h', address: evil, subnetId: 's', nicIds: ['eni-4'] }] },
      { subnets: [{ id: evil, blocks: [], networkAclId: 'acl-1', routeTableId: 't' }] },
      { subnets: [{ id: 's', blocks: [], networkAclId: evil, routeTableId: 't' }] },
      { subnets: [{ id: 's', blocks: [], gateway: evil, routeTableId: 't' }] },
    ] as Partial<Network>[]) {
      expect(() => rulesetOf(network(more)), JSON.stringify(more)).toThrow(/is not|is no/);
    }
    for (const peer of [{ blocks: [evil] }, { securityGroupId: evil }]) {
      expect(() => ingress(rule({ peer })), JSON.stringify(peer)).toThrow(/is not/);
    }
    expect(() => protocolMatch('tcp', [0, 65_536])).toThrow('no port');
    expect(() => protocolMatch('tcp', [1.5, 2])).toThrow('no port');
  });

  it('has names that the kernel takes, however many groups there are', () => {
    const ids = Array.from({ length: 5 }, (_, index) => `sg-${'x'.repeat(30)}${index}`);
    expect(nameOf('group-ingress', ids).length).toBeLessThan(128);
    expect(nameOf('group-ingress', ids)).not.toBe(nameOf('group-ingress', ids.slice(1)));
  });
});
