import type { Refusal } from '#core/refusal.ts';

/** Every refusal of the sts service. Its pages' tables were not seen: docs/limits.md. */
export const stsRefusals = {
  RoleTrnMalformed: {
    http: 400,
    code: 'InvalidRoleTrn.Malformed',
    message: 'The specified RoleTrn is malformed.',
    source: 'ours',
  },
  /** Like ProjectNotExist of iam. */
  RoleNotExist: {
    http: 404,
    code: 'RoleNotExist',
    message: 'The specified role does not exist.',
    source: 'ours',
  },
  /** Source: the common error codes, docs 6369/68677. */
  AccessDenied: {
    http: 403,
    codeN: 100013,
    code: 'AccessDenied',
    message: 'User is not authorized to perform: %s on resource: %s.',
    source: 'documented',
  },
  PolicyMalformed: {
    http: 400,
    code: 'InvalidPolicy.Malformed',
    message: 'The specified Policy is malformed.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
