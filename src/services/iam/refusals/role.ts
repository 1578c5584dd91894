import type { Refusal } from '#core/refusal.ts';

/** Only the codes of RoleNotExist and RoleAlreadyExists were seen: the others are worded like those of users. */
export const roleRefusals = {
  RoleNotExist: {
    http: 404,
    code: 'RoleNotExist',
    message: "Role '%s' cannot be found.",
    source: 'observed',
  },
  RoleAlreadyExists: {
    http: 409,
    code: 'RoleAlreadyExists',
    message: "Role '%s' already exists.",
    source: 'ours',
  },
  RoleLimitExceeded: {
    http: 409,
    code: 'RoleLimitExceeded',
    message: "Exceed account role quota: '%s'",
    source: 'ours',
  },
  RoleDeleteConflictWithPolicy: {
    http: 409,
    code: 'RoleDeleteConflictWithPolicy',
    message: "Cannot delete role '%s' which added to policy(s).",
    source: 'ours',
  },
  RoleIsServiceLinked: {
    http: 409,
    code: 'RoleIsServiceLinked',
    message: "Role '%s' is a service-linked role.",
    source: 'ours',
  },
  RoleIsNotServiceLinked: {
    http: 409,
    code: 'RoleIsNotServiceLinked',
    message: "Role '%s' is not a service-linked role.",
    source: 'ours',
  },
  ServiceLinkedRoleTemplateNotExist: {
    http: 404,
    code: 'ServiceLinkedRoleTemplateNotExist',
    message: "Service '%s' has no service-linked role.",
    source: 'ours',
  },
  TrustPolicyMalformed: {
    http: 400,
    code: 'InvalidTrustPolicyDocument',
    message: 'The specified TrustPolicyDocument is not a trust policy.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
