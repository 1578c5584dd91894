import { expect, it } from 'vitest';
import { openingOf, type Packet, realCommand, type Step } from './packet.ts';

const packet: Packet = {
  from: 'eni-1',
  source: '10.0.0.2',
  destination: '10.0.0.3',
  protocol: 'tcp',
  port: 22,
};
const drop: Step = { stage: 'security-group-ingress', verdict: 'drop', by: 'sg-1', because: '' };

it('opens the group that drops, for this packet alone', () => {
  expect(openingOf(drop, packet)).toEqual({
    action: 'AuthorizeSecurityGroupIngress',
    parameters: {
      SecurityGroupId: 'sg-1',
      Protocol: 'tcp',
      PortStart: 22,
      PortEnd: 22,
      CidrIp: '10.0.0.2/32',
      Priority: 1,
    },
  });
  const six: Packet = { ...packet, destination: '2001:db8::1', protocol: 'icmpv6', port: 0 };
  expect(openingOf({ ...drop, stage: 'security-group-egress' }, six)).toMatchObject({
    action: 'AuthorizeSecurityGroupEgress',
    parameters: { CidrIp: '2001:db8::1/128', PortStart: -1, PortEnd: -1 },
  });
});

it('opens nothing where no group drops', () => {
  expect(openingOf({ ...drop, verdict: 'pass' }, packet)).toBeUndefined();
  expect(openingOf({ ...drop, stage: 'route' }, packet)).toBeUndefined();
  expect(openingOf({ ...drop, by: '' }, packet)).toBeUndefined();
});

it('says how the packet is sent for real', () => {
  expect(realCommand(packet, 'i-1')).toBe('tenon exec i-1 -- nc -z -v -w 2 10.0.0.3 22');
  expect(realCommand({ ...packet, protocol: 'icmp' }, 'internet')).toBe(
    'tenon exec internet -- ping -c 1 -W 2 10.0.0.3',
  );
  expect(realCommand({ ...packet, protocol: 'all' }, 'i-1')).toBeUndefined();
});
