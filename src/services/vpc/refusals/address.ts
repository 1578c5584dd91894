import type { Refusal } from '#core/refusal.ts';

/** Refusals about private addresses. */
export const addressRefusals = {
  InsufficientIp: {
    http: 400,
    code: 'InsufficientIpInSubnet',
    message:
      'The specified subnet does not contain enough free private IP addresses to fulfill your request.',
    source: 'observed',
  },
  /** Source: UnassignPrivateIpAddresses, docs 6401/100674. */
  PrivateIpMalformed: {
    http: 400,
    code: 'InvalidPrivateIp.Malformed',
    message: 'The specified private ip is malformed.',
    source: 'documented',
  },
  PrivateIpInUse: {
    http: 400,
    code: 'InvalidPrivateIp.InUse',
    message: 'The specified private ip is in use.',
    source: 'ours',
  },
  /** Source: UnassignIpv6Addresses, docs 6401/149913. */
  Ipv6Malformed: {
    http: 400,
    code: 'InvalidIpv6.Malformed',
    message: 'The specified IPv6 address is malformed.',
    source: 'documented',
  },
  Ipv6InUse: {
    http: 400,
    code: 'InvalidIpv6.InUse',
    message: 'The specified IPv6 address is in use.',
    source: 'ours',
  },
  SubnetIpv6Disabled: {
    http: 400,
    code: 'InvalidSubnet.DisableIpv6',
    message: 'The specified subnet does not support IPv6.',
    source: 'observed',
  },
  SubnetIpv4Disabled: {
    http: 400,
    code: 'InvalidSubnet.DisableIpv4',
    message: 'The specified subnet does not support IPv4.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
