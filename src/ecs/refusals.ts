import type { Refusal } from '../refusal.ts';
import { keyPairRefusals } from './refusals/key-pair.ts';
import { scheduledInstanceRefusals } from './refusals/scheduled-instance.ts';

/**
 * Every refusal of the ecs service that is not worded by vpc. `documented` rows are the vendor's to
 * the letter; `observed` and `ours` are explained in docs/limits.md.
 */
export const ecsRefusals = {
  ...keyPairRefusals,
  ...scheduledInstanceRefusals,

  // Instances. Source: StartInstance (docs 6396/70467), DeleteInstance and their batch forms.
  InstanceNotFound: {
    http: 404,
    code: 'InvalidInstance.NotFound',
    message: 'The specified instance does not exist.',
    source: 'documented',
  },
  InstanceStatus: {
    http: 400,
    code: 'InvalidInstanceStatus',
    message: 'The status of the specified instance does not support this request.',
    source: 'documented',
  },
  /** Source: DeleteInstance: an instance that is paid for in advance is unsubscribed, not deleted. */
  ChargeType: {
    http: 400,
    code: 'InvalidChargeType',
    message: 'The specified ChargeType is not valid, is unsupported, or cannot be used.',
    source: 'documented',
  },
  DeletionProtection: {
    http: 400,
    code: 'InvalidInstance.DeletionProtection',
    message: 'The specified instance is protected from deletion.',
    source: 'ours',
  },
  /** Code: the DryRun parameter of every action that has it. Status and text: ModifyEipAddressAttributes. */
  DryRunOperation: {
    http: 400,
    code: 'DryRunOperation',
    message:
      'Exception raised to indicate a successfully authorized action when the DryRun flag is set to true.',
    source: 'observed',
  },

  // RunInstances. Its page's table was not seen.
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
  ImageNotFound: {
    http: 404,
    code: 'InvalidImage.NotFound',
    message: 'The specified image does not exist.',
    source: 'ours',
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
  /** The code stands in the text of Volumes.N.Size. */
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
  NameMalformed: {
    http: 400,
    code: 'InvalidInstanceName.Malformed',
    message: 'The specified InstanceName is malformed.',
    source: 'ours',
  },
  HostnameMalformed: {
    http: 400,
    code: 'InvalidHostname.Malformed',
    message: 'The specified Hostname is malformed.',
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

  // Parameters.
  MissingParameter: {
    http: 400,
    code: 'MissingParameter',
    message: 'The required parameter %s is not supplied.',
    source: 'documented',
  },
  InstanceTypeMissing: {
    http: 400,
    code: 'MissingParameter.InstanceTypeId',
    message: 'The required parameter InstanceTypeId is not supplied.',
    source: 'ours',
  },
  InvalidArgument: {
    http: 400,
    code: 'InvalidArgument',
    message: 'The specified argument is invalid.',
    source: 'documented',
  },
  /** Source: StopInstance. */
  StoppedModeMalformed: {
    http: 400,
    code: 'InvalidStoppedMode.Malformed',
    message: 'The specified StoppedMode is malformed.',
    source: 'documented',
  },
  ClientTokenMalformed: {
    http: 400,
    code: 'InvalidClientToken.Malformed',
    message: 'The specified ClientToken is malformed.',
    source: 'documented',
  },
  NextTokenMalformed: {
    http: 400,
    code: 'InvalidNextToken.Malformed',
    message: 'The specified NextToken is malformed.',
    source: 'ours',
  },
  ParameterMalformed: {
    http: 400,
    code: 'InvalidParameter.Malformed',
    message: 'The specified %s is malformed.',
    source: 'ours',
  },

  // Writes outside of their action.
  IdempotentParameterMismatch: {
    http: 400,
    code: 'IdempotentParameterMismatch',
    message:
      'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical.',
    source: 'documented',
  },
  /** The wording of vpc. */
  Conflict: {
    http: 409,
    code: 'InvalidOperation.Conflict',
    message: 'The specified resource operation conflicts.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
