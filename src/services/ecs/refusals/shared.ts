import type { Refusal } from '#core/refusal.ts';

/** Refusals that many actions share. */
export const sharedRefusals = {
  /**
   * Code: the DryRun parameter of every action that has it. Status and text:
   * ModifyEipAddressAttributes.
   */
  DryRunOperation: {
    http: 400,
    code: 'DryRunOperation',
    message:
      'Exception raised to indicate a successfully authorized action when the DryRun flag is set to true.',
    source: 'observed',
  },
  MissingParameter: {
    http: 400,
    code: 'MissingParameter',
    message: 'The required parameter %s is not supplied.',
    source: 'documented',
  },
  InvalidArgument: {
    http: 400,
    code: 'InvalidArgument',
    message: 'The specified argument is invalid.',
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
