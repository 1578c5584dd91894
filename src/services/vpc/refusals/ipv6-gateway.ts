import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about IPv6 gateways, the public bandwidth of IPv6 addresses and egress-only rules.
 * Source: DeleteIpv6Gateway unless said otherwise.
 */
export const ipv6GatewayRefusals = {
  Ipv6GatewayNotFound: {
    http: 404,
    code: 'InvalidIpv6Gateway.NotFound',
    message: 'The specified IPv6Gateway does not exist.',
    source: 'ours',
  },
  Ipv6GatewayInvalidStatus: {
    http: 400,
    code: 'InvalidIpv6Gateway.InvalidStatus',
    message: 'The specified IPv6Gateway is not in the correct status for the request.',
    source: 'documented',
  },
  Ipv6GatewayHasBandwidth: {
    http: 400,
    code: 'DependencyViolation.Ipv6',
    message: 'Ipv6 address bandwidth is dependent.',
    source: 'documented',
  },
  /** Source: AllocateIpv6AddressBandwidth, docs 6896/133728; the code is misspelt there. */
  Ipv6NotSupport: {
    http: 400,
    code: 'InvaildIpv6.NotSupport',
    message: 'The specified IPv6 address does not support this operation.',
    source: 'documented',
  },
  Ipv6NotFound: {
    http: 404,
    code: 'InvalidIpv6.NotFound',
    message: 'The specified IPv6 address does not exist.',
    source: 'ours',
  },
  Ipv6HasBandwidth: {
    http: 400,
    code: 'InvalidIpv6.InUse',
    message: 'The specified IPv6 address already has IPv6 address bandwidth.',
    source: 'ours',
  },
  /**
   * Source: ModifyIpv6AddressBandwidth; unlike that of EIPs, it has a space after the first full
   * stop.
   */
  Ipv6BandwidthTooSmall: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message: 'The specified bandwidth is malformed. Ensure that bandwidth is not smaller than 1.',
    source: 'documented',
  },
  Ipv6BandwidthVpcMismatch: {
    http: 400,
    code: 'InvalidIpv6Gateway.VpcMismatch',
    message: 'The specified IPv6Gateway and IPv6 address bandwidth are in different VPC.',
    source: 'ours',
  },
  Ipv6EgressOnlyRuleNotFound: {
    http: 404,
    code: 'InvalidIpv6EgressOnlyRule.NotFound',
    message: 'The specified IPv6 egress-only rule does not exist.',
    source: 'ours',
  },
  Ipv6EgressOnlyRuleInvalidStatus: {
    http: 400,
    code: 'InvalidIpv6EgressOnlyRule.InvalidStatus',
    message: 'The specified IPv6 egress-only rule is not in the correct status for the request.',
    source: 'ours',
  },
  Ipv6EgressOnlyRuleConflict: {
    http: 400,
    code: 'InvalidIpv6EgressOnlyRule.Conflict',
    message: 'The specified IPv6 address bandwidth already has an egress-only rule.',
    source: 'ours',
  },
  Ipv6EgressOnlyRuleQuota: {
    http: 400,
    code: 'QuotaExceeded.Ipv6EgressOnlyRule',
    message: "You've reached the limit on the number of egress-only rules per IPv6Gateway.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
