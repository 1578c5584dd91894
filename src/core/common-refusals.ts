import type { Refusal } from './refusal.ts';
import type { Service } from './service.ts';

/**
 * Refusals for a service whose own wording was not found: the common codes, with the wording of
 * vpc.
 */
export const commonRefusals = {
  /** Source: the common error codes, docs 6369/68677. */
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
  NextTokenMalformed: {
    http: 400,
    code: 'InvalidNextToken.Malformed',
    message: 'The specified next token is malformed.',
    source: 'ours',
  },
  /** Observed from storage_ebs too. */
  Conflict: {
    http: 409,
    code: 'InvalidOperation.Conflict',
    message: 'The specified resource operation conflicts.',
    source: 'observed',
  },
  IdempotentParameterMismatch: {
    http: 400,
    code: 'IdempotentParameterMismatch',
    message:
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;

/** What a service takes from here. */
export const commonServiceRefusals: Pick<Service, 'parameterRefusals' | 'writeRefusals'> = {
  parameterRefusals: {
    missing: (parameter) => ({ refusal: commonRefusals.MissingParameter, args: [parameter] }),
    malformed: (parameter) => ({
      refusal: { ...commonRefusals.ParameterMalformed, code: `Invalid${parameter}.Malformed` },
      args: [parameter],
    }),
  },
  writeRefusals: {
    conflict: commonRefusals.Conflict,
    idempotentParameterMismatch: commonRefusals.IdempotentParameterMismatch,
  },
};
