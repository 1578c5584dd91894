import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals of RunInstances, some of them shared with actions that change an instance. Its table was
 * not seen.
 */
export const launchRefusals = {
  ZoneNotFound: {
    http: 404,
    code: 'InvalidZone.NotFound',
    message: 'The specified zone does not exist.',
    source: 'ours',
  },
  /** Only the code was seen. */
  InstanceTypeNotFound: {
    http: 404,
    code: 'InvalidInstanceType.NotFound',
    message: 'The specified instance type does not exist.',
    source: 'observed',
  },
  SubnetZoneMismatch: {
    http: 400,
    code: 'InvalidSubnet.ZoneMismatch',
    message: 'The specified subnet and instance are in different Available Zones.',
    source: 'ours',
  },
  SubnetVpcMismatch: {
    http: 400,
    code: 'InvalidSubnet.VpcMismatch',
    message: 'The specified subnets are in different VPC.',
    source: 'ours',
  },
  InstanceQuota: {
    http: 400,
    code: 'QuotaExceeded.Instance',
    message: "You've reached the limit on the number of instances.",
    source: 'ours',
  },
  /** The code is in the description of Volumes.N.Size. */
  DataVolumeSize: {
    http: 400,
    code: 'LimitExceeded.DataVolumeSize',
    message: 'The specified size of the data volume exceeds the limit.',
    source: 'observed',
  },
  SystemVolumeSize: {
    http: 400,
    code: 'LimitExceeded.SystemVolumeSize',
    message: 'The specified size of the system volume exceeds the limit.',
    source: 'ours',
  },
  MinCountMalformed: {
    http: 400,
    code: 'InvalidMinCount.Malformed',
    message: 'The specified MinCount is malformed.',
    source: 'ours',
  },
  EipChargeTypeMalformed: {
    http: 400,
    code: 'InvalidEipAddress.Malformed',
    message: 'The specified EipAddress is malformed.',
    source: 'ours',
  },
  /** Source: ModifyInstanceSpec. */
  InstanceTypeMissing: {
    http: 400,
    code: 'MissingParameter.InstanceTypeId',
    message: 'The required parameter InstanceTypeId is not supplied.',
    source: 'documented',
  },
} as const satisfies Record<string, Refusal>;
