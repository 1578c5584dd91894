import { commonRefusals } from '#core/common-refusals.ts';
import type { Refusal } from '#core/refusal.ts';

/** Refusals that many actions share. Source: ModifySecurityGroupAttributes unless said otherwise. */
export const sharedRefusals = {
  ...commonRefusals,
  Conflict: { ...commonRefusals.Conflict, source: 'documented' },
  /** Source: ModifyEipAddressAttributes; the VPC pages name the code alone. */
  DryRunOperation: {
    http: 400,
    code: 'DryRunOperation',
    message:
      'Exception raised to indicate a successfully authorized action when the DryRun flag is set to true.',
    source: 'documented',
  },
  /** Source: AssociateRouteTable, docs 6401/70769. */
  ClientTokenMalformed: {
    http: 400,
    code: 'InvalidParameter.ClientTokenMalformed',
    message: 'The specified parameter ClientToken is malformed.',
    source: 'documented',
  },
  /** Source: CreateSubnet, docs 6401/70496. */
  IdempotentParameterMismatch: {
    ...commonRefusals.IdempotentParameterMismatch,
    source: 'documented',
  },
  NameTooLong: {
    http: 400,
    code: 'InvalidName.Malformed',
    message: 'The specified name is malformed. Ensure the maximum length of name is 128.',
    source: 'documented',
  },
  NameMalformed: {
    http: 400,
    code: 'InvalidName.Malformed',
    message: 'The specified name is malformed.',
    source: 'documented',
  },
  DescriptionTooLong: {
    http: 400,
    code: 'InvalidDescription.Malformed',
    message:
      'The specified description is malformed. Ensure the maximum length of description is 255.',
    source: 'documented',
  },
  DescriptionMalformed: {
    http: 400,
    code: 'InvalidDescription.Malformed',
    message: 'The specified description is malformed.',
    source: 'documented',
  },
  PrivateIpsNeedVpc: {
    http: 400,
    code: 'MissingParameter',
    message: 'The request is missing VpcId parameter.',
    source: 'ours',
  },
  ParametersExclude: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The specified parameters %s and %s exclude each other.',
    source: 'ours',
  },
  PrefixUnsupported: {
    http: 400,
    code: 'InvalidParameter',
    message: 'The specified parameter %s is not supported: Tenon gives out no address prefixes.',
    source: 'ours',
  },
  /** Source: UntagResources of cen, of the same network family. */
  TagKeyMalformed: {
    http: 400,
    code: 'InvalidTagKey.Malformed',
    message: 'The specified parameter tag key is invalid.',
    source: 'observed',
  },
  TagValueMalformed: {
    http: 400,
    code: 'InvalidTagValue.Malformed',
    message: 'The specified parameter tag value is invalid.',
    source: 'ours',
  },
  AsyncTaskNotFound: {
    http: 404,
    code: 'InvalidAsyncTaskId.NotFound',
    message: 'The specified async task does not exist.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
