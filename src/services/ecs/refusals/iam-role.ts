import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about the roles of instances. From their pages' tables (docs 6396/120181 to 120183) only
 * InvalidInstance.NotFound and InvalidArgument were seen.
 */
export const iamRoleRefusals = {
  IamRoleNotFound: {
    http: 404,
    code: 'InvalidIamRole.NotFound',
    message: 'The specified IAM role does not exist.',
    source: 'ours',
  },
  /** The rule: docs 6396/120181. */
  IamRolesPerInstance: {
    http: 400,
    code: 'LimitExceeded.IamRolesPerInstance',
    message: "You've reached the limit on the number of IAM roles of the instance.",
    source: 'ours',
  },
  IamRoleMismatch: {
    http: 400,
    code: 'InvalidIamRole.InstanceMismatch',
    message: 'The specified IAM role is not associated with the specified instance.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
