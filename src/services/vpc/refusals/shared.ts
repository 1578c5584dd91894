import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals that many actions share. Source: ModifySecurityGroupAttributes unless said otherwise.
 */
export const sharedRefusals = {
  Conflict: {
    http: 409,
    code: 'InvalidOperation.Conflict',
    message: 'The specified resource operation conflicts.',
    source: 'documented',
  },
  /** Source: ModifyEipAddressAttributes; the VPC pages have only the code. */
  DryRunOperation: {
    http: 400,
    code: 'DryRunOperation',
    message:
      'Exception raised to indicate a successfully authorized action when the DryRun flag is set to true.',
    source: 'documented',
  },
  MissingParameter: {
    http: 400,
    codeN: 100002,
    code: 'MissingParameter',
    message: 'The request is missing %s parameter.',
    source: 'documented',
  },
  /** The code is `Invalid<Parameter>.Malformed`: the shape is the vendor's (docs 6406/113579). */
  ParameterMalformed: {
    http: 400,
    code: 'InvalidParameter.Malformed',
    message: 'The specified %s is malformed.',
    source: 'observed',
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
    http: 400,
    code: 'IdempotentParameterMismatch',
    message:
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
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
  NextTokenMalformed: {
    http: 400,
    code: 'InvalidNextToken.Malformed',
    message: 'The specified next token is malformed.',
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
