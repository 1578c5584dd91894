import type { Refusal } from '#core/refusal.ts';

/** Refusals about VPCs and CIDR blocks. */
export const vpcAndCidrRefusals = {
  VpcNotFound: {
    http: 404,
    code: 'InvalidVpc.NotFound',
    message: 'The specified VPC does not exist.',
    source: 'observed',
  },
  VpcInvalidStatus: {
    http: 400,
    code: 'InvalidVpc.InvalidStatus',
    message: 'The specified VPC is not in the correct status for the request.',
    source: 'documented',
  },
  /** Observed with `a security group`; the article is part of the argument, as in `an ENI`. */
  VpcInUse: {
    http: 400,
    code: 'InvalidVpc.InUse',
    message: 'The specified VPC has dependent resource of %s.',
    source: 'observed',
  },
  VpcQuota: {
    http: 400,
    code: 'QuotaExceeded.Vpc',
    message: "You've reached the limit on the number of VPCs.",
    source: 'ours',
  },
  VpcIpv6Disabled: {
    http: 400,
    code: 'InvalidVpc.DisableIpv6',
    message: 'The specified VPC does not support IPv6.',
    source: 'ours',
  },
  VpcIpv6Enabled: {
    http: 400,
    code: 'InvalidVpc.EnableIpv6',
    message: 'The specified VPC already has another IPv6 cidr block.',
    source: 'ours',
  },
  Ipv6IspNotSupport: {
    http: 400,
    code: 'InvalidIpv6Isp.NotSupport',
    message: 'The specified Ipv6Isp is not supported in this region.',
    source: 'ours',
  },
  Ipv6MaskLenMalformed: {
    http: 400,
    code: 'InvalidIpv6MaskLen.Malformed',
    message: 'The specified Ipv6MaskLen is malformed.',
    source: 'ours',
  },
  /** Source: ModifySubnetAttributes, docs 6401/70746. */
  CidrMalformed: {
    http: 400,
    code: 'InvalidCidr.Malformed',
    message: 'The specified cidr block is malformed.',
    source: 'documented',
  },
  CidrVpcMismatch: {
    http: 400,
    code: 'InvalidCidr.VpcMismatch',
    message: 'The specified cidr block is not within the cidr block of the specified VPC.',
    source: 'ours',
  },
  CidrConflict: {
    http: 400,
    code: 'InvalidCidr.Conflict',
    message: 'The specified cidr block conflicts with the cidr block of %s.',
    source: 'ours',
  },
  CidrOtherFamily: {
    http: 400,
    code: 'InvalidCidr.NotSupport',
    message:
      'The specified cidr block is not of the private network that the cidr block of the specified VPC is of.',
    source: 'ours',
  },
  CidrQuota: {
    http: 400,
    code: 'QuotaExceeded.VpcCidrBlock',
    message: "You've reached the limit on the number of cidr blocks per VPC.",
    source: 'ours',
  },
  CidrNotFound: {
    http: 404,
    code: 'InvalidCidr.NotFound',
    message: 'The specified cidr block is not associated with the specified VPC.',
    source: 'ours',
  },
  CidrInUse: {
    http: 400,
    code: 'InvalidCidr.InUse',
    message: 'The specified cidr block has dependent resource of a subnet.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
