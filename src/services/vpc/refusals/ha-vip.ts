import type { Refusal } from '#core/refusal.ts';

/** Refusals about high-availability virtual IPs. Source: DeleteHaVip unless said otherwise. */
export const haVipRefusals = {
  HaVipNotFound: {
    http: 404,
    code: 'InvalidHaVip.NotFound',
    message: 'The specified HaVip does not exist.',
    source: 'documented',
  },
  HaVipInvalidStatus: {
    http: 400,
    code: 'InvalidHaVip.InvalidStatus',
    message: 'The specified HaVip is not in the correct status for the request.',
    source: 'documented',
  },
  HaVipInUseByEip: {
    http: 400,
    code: 'InvalidHaVip.InUse',
    message:
      'The specified HaVip is in use. If you are trying to delete this HaVip, ensure that it is disassociated with elastic IP.',
    source: 'documented',
  },
  HaVipInUseByRoute: {
    http: 400,
    code: 'InvalidHaVip.InUse',
    message:
      'The specified HaVip is in use. If you are trying to delete this HaVip, ensure that it is not referenced by route entry.',
    source: 'documented',
  },
  HaVipSubnetMismatch: {
    http: 400,
    code: 'InvalidHaVip.SubnetMismatch',
    message: 'The specified HaVip and instance are in different subnet.',
    source: 'ours',
  },
  HaVipTypeMismatch: {
    http: 400,
    code: 'InvalidHaVip.InstanceTypeMismatch',
    message: 'The specified HaVip is associated with instances of another type.',
    source: 'ours',
  },
  HaVipAssociated: {
    http: 400,
    code: 'InvalidHaVip.InstanceAssociated',
    message: 'The specified HaVip is already associated with the specified instance.',
    source: 'ours',
  },
  HaVipInstanceMismatch: {
    http: 400,
    code: 'InvalidHaVip.InstanceMismatch',
    message: 'The specified HaVip is not associated with the specified instance.',
    source: 'ours',
  },
  InstancesPerHaVip: {
    http: 400,
    code: 'LimitExceeded.InstancesPerHaVip',
    message:
      "You've reached the limit on the number of instances that can be associated with a single HaVip.",
    source: 'ours',
  },
  HaVipQuota: {
    http: 400,
    code: 'QuotaExceeded.HaVip',
    message: "You've reached the limit on the number of HaVips.",
    source: 'ours',
  },
  HaVipsPerVpc: {
    http: 400,
    code: 'QuotaExceeded.HaVip',
    message: "You've reached the limit on the number of HaVips per VPC.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
