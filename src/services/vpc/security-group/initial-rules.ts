import type { RuleTraffic } from './rule.ts';

/** `default`: made with a VPC. `normal` and `cidr_only`: made by a user. */
export type SecurityGroupType = 'default' | 'normal' | 'cidr_only';

/** What a rule says, without its identity. */
export type RuleSpec = Omit<RuleTraffic, 'prefix_list_id'> & { readonly description: string };

/** Every new rule's priority, as seen on the live service: the weakest. */
export const INITIAL_PRIORITY = 100;

const ANY_PORT = -1;

/** Seen on a new group of the live service, text and all: "let all traffic pass". */
const ALL_OUT: RuleSpec = {
  direction: 'egress',
  protocol: 'all',
  port_start: ANY_PORT,
  port_end: ANY_PORT,
  cidr_ip: '0.0.0.0/0',
  source_group_id: '',
  description: '放通全部流量',
};

/** SSH, RDP, HTTP and HTTPS. */
const OPEN_PORTS = [22, 3389, 80, 443];

/**
 * The rules that a group is born with. A Default group's: the vendor's page "Security group
 * overview". A user's: what the live service showed; that page gives it one more, from the group
 * to itself.
 */
export function initialRules(type: SecurityGroupType, groupId: string): RuleSpec[] {
  if (type !== 'default') return [ALL_OUT];
  return [
    ALL_OUT,
    into({ protocol: 'icmp', cidr_ip: '0.0.0.0/0' }),
    ...OPEN_PORTS.map((port) =>
      into({ protocol: 'tcp', port_start: port, port_end: port, cidr_ip: '0.0.0.0/0' }),
    ),
    into({ protocol: 'all', source_group_id: groupId }),
  ];
}

function into(rule: Partial<RuleSpec> & Pick<RuleSpec, 'protocol'>): RuleSpec {
  return {
    direction: 'ingress',
    port_start: ANY_PORT,
    port_end: ANY_PORT,
    cidr_ip: '',
    source_group_id: '',
    description: '',
    ...rule,
  };
}
