import type { Refusal } from '#core/refusal.ts';

/** Refusals about bandwidth packages. */
export const bandwidthPackageRefusals = {
  /** Source: RemoveBandwidthPackageIp. */
  BandwidthPackageNotFound: {
    http: 404,
    code: 'InvalidBandwidthPackage.NotFound',
    message: 'The specified bandwidth package does not exist.',
    source: 'observed',
  },
  /** Source: DeleteBandwidthPackage. */
  BandwidthPackageInvalidStatus: {
    http: 400,
    code: 'InvalidBandwidthPackage.InvalidStatus',
    message: 'The specified bandwidth package is not in the correct status for the request.',
    source: 'documented',
  },
  /** Source: DeleteBandwidthPackage. */
  BandwidthPackagePrepaid: {
    http: 403,
    code: 'Forbidden',
    message: 'You are not authorized to delete prepaid bandwidth package.',
    source: 'documented',
  },
  BandwidthPackageInUse: {
    http: 400,
    code: 'InvalidBandwidthPackage.InUse',
    message:
      'The specified bandwidth package is in use. Ensure that all EIPs and IPv6 address bandwidths are removed from it.',
    source: 'ours',
  },
  BandwidthPackageQuota: {
    http: 400,
    code: 'QuotaExceeded.BandwidthPackage',
    message: "You've reached the limit on the number of bandwidth packages.",
    source: 'ours',
  },
  BandwidthPackageBillingMalformed: {
    http: 400,
    code: 'InvalidBillingType.Malformed',
    message: 'The specified billing type is malformed.',
    source: 'ours',
  },
  /** Source: ModifyBandwidthPackageSpec. */
  BandwidthPackageTooSmall: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message:
      'The specified bandwidth is malformed. Ensure that bandwidth is not smaller than the limit.',
    source: 'documented',
  },
  BandwidthPackageTooLarge: {
    http: 400,
    code: 'InvalidBandwidth.Malformed',
    message: 'The specified bandwidth is malformed.',
    source: 'ours',
  },
  /** Source: ModifyBandwidthPackageSpec. */
  DualStackBillingMalformed: {
    http: 400,
    code: 'InvalidDualStackBillingType.Malformed',
    message: 'The specified billing type is malformed, only support 2 or 4.',
    source: 'documented',
  },
  /** The code is of ModifyBandwidthPackageSpec, where the message was not seen whole. */
  DualStackMalformed: {
    http: 400,
    code: 'InvalidDualStackBwp.Malformed',
    message:
      'The specified dual-stack bandwidth package is malformed. Ensure that it has no IPv6 address bandwidth.',
    source: 'observed',
  },
  /** Source: AddBandwidthPackageIp. */
  PackagedBillingMalformed: {
    http: 400,
    code: 'InvalidBillingType.Malformed',
    message: 'The specified billing type of EIP is malformed.',
    source: 'documented',
  },
  /** Source: ReleaseEipAddress, docs 6402/71038. */
  EipInPackage: {
    http: 400,
    code: 'InvalidEip.InUse',
    message: 'The specified EIP has dependent resource of a bandwidth package.',
    source: 'documented',
  },
  /** Source: RemoveBandwidthPackageIp; there is no space after the first full stop. */
  EipNotInPackage: {
    http: 400,
    code: 'InvalidEip.Malformed',
    message: 'The specified EIP is malformed.The specified EIP not exist in the bandwidth package.',
    source: 'documented',
  },
  PackageIspMismatch: {
    http: 400,
    code: 'InvalidBandwidthPackage.ISPMismatch',
    message: 'The specified bandwidth package and EIP are of different ISPs.',
    source: 'ours',
  },
  PackageProtectionMismatch: {
    http: 400,
    code: 'InvalidBandwidthPackage.SecurityProtectionMismatch',
    message: 'The specified bandwidth package and EIP have different security protection types.',
    source: 'ours',
  },
  PackageProtocolMismatch: {
    http: 400,
    code: 'InvalidBandwidthPackage.ProtocolMismatch',
    message: 'The protocol of the specified bandwidth package does not allow the specified EIP.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
