import type { Rule } from '#core/action.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import type { RuleTraffic } from './rule.ts';
import { availableSecurityGroup } from './security-group.rules.ts';

/** What every change of a rule is judged by. */
export interface RuleFacts {
  readonly securityGroup:
    | Pick<SecurityGroupRow, 'id' | 'status' | 'type' | 'service_managed'>
    | undefined;
  readonly traffic: RuleTraffic;
  /** Whether the ports fit the protocol. */
  readonly portsFit: boolean;
}

/**
 * Preconditions of all six actions; no table of theirs was seen, the order is ours: what the
 * parameters alone say comes first.
 */
export const ruleRules: readonly Rule<RuleFacts>[] = [
  {
    refusal: vpcRefusals.SecurityRuleWithoutPeer,
    parameter: 'CidrIp',
    broken: ({ traffic }) => !peerOf(traffic),
    because: ({ traffic }) => `the peer is ${peerOf(traffic) || 'not named'}`,
  },
  {
    refusal: vpcRefusals.SecurityRulePortsMalformed,
    parameter: 'PortStart',
    broken: ({ portsFit }) => !portsFit,
    because: ({ traffic }) =>
      `the ports of ${traffic.protocol} are ${traffic.port_start} to ${traffic.port_end}`,
  },
  ...availableSecurityGroup,
];

/** The rule that a request names must be there. */
export const ruleIsThere: Rule<RuleFacts & { readonly found: readonly unknown[] }> = {
  refusal: vpcRefusals.SecurityRuleNotFound,
  broken: ({ securityGroup, found }) => securityGroup && found.length === 0,
  because: ({ found }) => `${found.length} rules of the group are like it`,
};

const peerOf = (traffic: RuleTraffic) =>
  traffic.cidr_ip || traffic.source_group_id || traffic.prefix_list_id;
