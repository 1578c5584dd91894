import type { Refusal } from '#core/refusal.ts';

/** Refusals about IPv4 gateways, after those of IPv6 gateways: no page of them was seen. */
export const ipv4GatewayRefusals = {
  Ipv4GatewayNotFound: {
    http: 404,
    code: 'InvalidIpv4Gateway.NotFound',
    message: 'The specified IPv4Gateway does not exist.',
    source: 'ours',
  },
  Ipv4GatewayInvalidStatus: {
    http: 400,
    code: 'InvalidIpv4Gateway.InvalidStatus',
    message: 'The specified IPv4Gateway is not in the correct status for the request.',
    source: 'ours',
  },
  Ipv4GatewayInUse: {
    http: 400,
    code: 'InvalidIpv4Gateway.InUse',
    message: 'The specified IPv4Gateway is in use. Ensure that it is detached from its VPC.',
    source: 'ours',
  },
  Ipv4GatewayVpcMismatch: {
    http: 400,
    code: 'InvalidIpv4Gateway.VpcMismatch',
    message: 'The specified IPv4Gateway is not attached to the specified VPC.',
    source: 'ours',
  },
  Ipv4GatewayNotAttached: {
    http: 400,
    code: 'InvalidIpv4Gateway.NotAttached',
    message: 'The specified IPv4Gateway is not attached to a VPC.',
    source: 'ours',
  },
  Ipv4GatewayQuota: {
    http: 400,
    code: 'QuotaExceeded.Ipv4Gateway',
    message: "You've reached the limit on the number of IPv4 gateways.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
