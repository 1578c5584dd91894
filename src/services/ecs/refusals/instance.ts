import type { Refusal } from '#core/refusal.ts';

/** Refusals about instances. Source: StartInstance (docs 6396/70467), DeleteInstance and their batch forms. */
export const instanceRefusals = {
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
  /** Source: DeleteInstance: a prepaid instance is unsubscribed, not deleted. */
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
  /** Source: StopInstance. */
  StoppedModeMalformed: {
    http: 400,
    code: 'InvalidStoppedMode.Malformed',
    message: 'The specified StoppedMode is malformed.',
    source: 'documented',
  },
  /** The form is that of vpc's refusals for resources in use. */
  InstanceInUse: {
    http: 400,
    code: 'InvalidInstance.InUse',
    message: 'The specified instance has dependent resource of %s.',
    source: 'ours',
  },
  SubnetNotInVpc: {
    http: 400,
    code: 'InvalidSubnet.VpcMismatch',
    message: 'The specified subnet is not in the VPC of the instance.',
    source: 'ours',
  },
  SecurityGroupsMissing: {
    http: 400,
    code: 'MissingParameter.SecurityGroupIds',
    message: 'The required parameter SecurityGroupIds is not supplied.',
    source: 'ours',
  },
  PeriodMissing: {
    http: 400,
    code: 'MissingParameter.Period',
    message: 'The required parameter Period is not supplied.',
    source: 'ours',
  },
  /** Source: ReplaceSystemVolume, docs 6396/101073; its text was seen in part. */
  CredentialMissing: {
    http: 400,
    code: 'MissingParameter.PasswordAndKeyPair',
    message: 'The required parameter Password or KeyPairName is not supplied.',
    source: 'observed',
  },
} as const satisfies Record<string, Refusal>;
