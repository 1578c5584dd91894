import type { Refusal } from '#core/refusal.ts';

/** Refusals about EIPs. Source: ReleaseEipAddress, docs 6402/71038, unless said otherwise. */
export const eipRefusals = {
  EipNotFound: {
    http: 404,
    code: 'InvalidEip.NotFound',
    message: 'The specified elastic ip does not exist.',
    source: 'ours',
  },
  EipInUse: {
    http: 400,
    code: 'InvalidEip.InUse',
    message: 'The specified elastic ip is in use.',
    source: 'documented',
  },
  /** By an SNAT or DNAT entry: the wording of ReleaseEipAddress. */
  EipUsedByNat: {
    http: 400,
    code: 'InvalidEip.InUse',
    message: 'The specified elastic ip is in use.',
    source: 'ours',
  },
  EipBillingMalformed: {
    http: 400,
    code: 'InvalidBillingType.Malformed',
    message: 'The specified billing type is malformed.',
    source: 'documented',
  },
  EipInTemporaryUpgrade: {
    http: 400,
    code: 'InvalidEip.InTemporaryUpgrade',
    message: 'The specified eip is in temporary upgrade.',
    source: 'documented',
  },
  EipQuota: {
    http: 400,
    code: 'QuotaExceeded.Eip',
    message: "You've reached the limit on the number of elastic ips.",
    source: 'ours',
  },
  EipPoolEmpty: {
    http: 400,
    code: 'InsufficientEip',
    message: 'The region does not contain enough free public IP addresses to fulfill your request.',
    source: 'ours',
  },
  EipAddressMalformed: {
    http: 400,
    code: 'InvalidIpAddress.Malformed',
    message: 'The specified ip address is malformed.',
    source: 'ours',
  },
  EipAddressInUse: {
    http: 400,
    code: 'InvalidIpAddress.InUse',
    message: 'The specified ip address is in use.',
    source: 'ours',
  },
  /**
   * Source: ModifyEipAddressAttributes, docs 6402/71039; there is no space after the first full
   * stop.
   */
  EipBandwidthTooSmall: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message: 'The specified bandwidth is malformed.Ensure that bandwidth is not smaller than 1.',
    source: 'documented',
  },
  EipBandwidthTooLarge: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message: 'The specified bandwidth is malformed.',
    source: 'ours',
  },
  /** Source: ModifyBandwidthPackageSpec. */
  EipBandwidthNotHigher: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message:
      'The specified bandwidth is malformed. Ensure that bandwidth is not smaller than the limit.',
    source: 'observed',
  },
  EipPeriodMalformed: {
    http: 400,
    code: 'InvalidPeriod.Malformed',
    message: 'The specified period is malformed.',
    source: 'ours',
  },
  EipProtectionMalformed: {
    http: 400,
    code: 'InvalidSecurityProtectionTypes.Malformed',
    message:
      'The specified security protection types are malformed. Ensure that the billing type is pay-as-you-go and the ISP is BGP.',
    source: 'ours',
  },
  PrivateIpHasEip: {
    http: 400,
    code: 'InvalidOperation.EipAssociated',
    message: 'The specified private ip is already associated with an elastic ip.',
    source: 'ours',
  },
  /** The code was observed on CreateSnatEntry of the natgateway service; the wording is ours. */
  EipInstanceMismatch: {
    http: 400,
    code: 'InvalidEip.InstanceMismatch',
    message: 'The specified elastic ip is not associated with the specified instance.',
    source: 'observed',
  },
} as const satisfies Record<string, Refusal>;
