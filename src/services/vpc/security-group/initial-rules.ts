import type { RuleTraffic } from './rule.ts';

/** `default`: made with a VPC. `normal` and `cidr_only`: made by a user. */
export type SecurityGroupType = 'default' | 'normal' | 'cidr_only';

/** The content of a rule, without its identity. */
export type RuleSpec = Omit<RuleTraffic, 'prefix_list_id'> & { readonly description: string };

/** The priority of every initial rule, as observed on the live service: the lowest. */
export const INITIAL_PRIORITY = 100;

const ANY_PORT = -1;

/**
 * Observed on a new group of the live service, including the description: "let all traffic pass".
 */
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
 * The initial rules of a group. Those of a Default group are from the vendor's page "Security group
 * overview". Those of a user's group were observed on the live service; that page adds one more,
 * from the group to itself.
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
