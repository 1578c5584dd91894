import type { Rule } from '#core/action.ts';
import { existsRule } from '../ipv6-address-bandwidth/bandwidth.rules.ts';
import { ipv6GatewayExists, ipv6GatewayIsAvailable } from '../ipv6-gateway/ipv6-gateway.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export interface CreateFacts {
  readonly ipv6Gateway:
    | { readonly id: string; readonly status: string; readonly vpc_id: string }
    | undefined;
  readonly bandwidth:
    | { readonly id: string; readonly billing_type: number; readonly vpc_id: string }
    | undefined;
  /** The rule that the bandwidth already has, if any. */
  readonly present: string | undefined;
  /** How many rules the gateway has. */
  readonly rules: number;
  readonly rulesAllowed: number;
}

/**
 * The preconditions of CreateIpv6EgressOnlyRule; no row of its page's table was seen, the order is
 * ours.
 */
export const createRules: readonly Rule<CreateFacts>[] = [
  ipv6GatewayExists,
  existsRule,
  ipv6GatewayIsAvailable,
  {
    refusal: vpcRefusals.Ipv6BandwidthVpcMismatch,
    broken: ({ ipv6Gateway, bandwidth }) =>
      ipv6Gateway && bandwidth && ipv6Gateway.vpc_id !== bandwidth.vpc_id,
    because: ({ ipv6Gateway, bandwidth }) =>
      `the gateway is in ${ipv6Gateway?.vpc_id ?? 'no VPC'}, the address in ${bandwidth?.vpc_id ?? 'none'}`,
  },
  {
    refusal: vpcRefusals.Ipv6EgressOnlyRuleConflict,
    broken: ({ present }) => present !== undefined,
    because: ({ present }) => `the bandwidth has ${present ?? 'no rule'}`,
  },
  {
    refusal: vpcRefusals.Ipv6EgressOnlyRuleQuota,
    parameter: 'Ipv6GatewayId',
    broken: ({ rules, rulesAllowed }) => rules >= rulesAllowed,
    because: ({ rules, rulesAllowed }) => `the gateway has ${rules} of ${rulesAllowed} rules`,
  },
];
