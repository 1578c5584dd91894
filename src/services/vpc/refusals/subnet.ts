import type { Refusal } from '#core/refusal.ts';

/** Refusals about subnets. */
export const subnetRefusals = {
  SubnetNotFound: {
    http: 404,
    code: 'InvalidSubnet.NotFound',
    message: 'The specified subnet does not exist.',
    source: 'observed',
  },
  /** Source: DisassociateRouteTable. */
  SubnetInvalidStatus: {
    http: 400,
    code: 'InvalidSubnet.InvalidStatus',
    message: 'The specified subnet is not in the correct status for the request.',
    source: 'documented',
  },
  SubnetInUse: {
    http: 400,
    code: 'InvalidSubnet.InUse',
    message: 'The specified subnet has dependent resource of %s.',
    source: 'observed',
  },
  SubnetQuota: {
    http: 400,
    code: 'QuotaExceeded.Subnet',
    message: "You've reached the limit on the number of subnets per VPC.",
    source: 'ours',
  },
  ZoneNotFound: {
    http: 404,
    code: 'InvalidZone.NotFound',
    message: 'The specified zone does not exist.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
