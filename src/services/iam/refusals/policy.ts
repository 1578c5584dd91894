import type { Refusal } from '#core/refusal.ts';

/** Only the code of PolicyAttachConflict was seen: the others are worded like those of users. */
export const policyRefusals = {
  PolicyNotExist: {
    http: 404,
    code: 'PolicyNotExist',
    message: "Policy '%s' cannot be found.",
    source: 'ours',
  },
  PolicyAlreadyExists: {
    http: 409,
    code: 'PolicyAlreadyExists',
    message: "Policy '%s' already exists.",
    source: 'ours',
  },
  PolicyLimitExceeded: {
    http: 409,
    code: 'PolicyLimitExceeded',
    message: "Exceed account policy quota: '%s'",
    source: 'ours',
  },
  PolicyDocumentMalformed: {
    http: 400,
    code: 'InvalidPolicyDocument',
    message: 'The specified PolicyDocument is not a policy document.',
    source: 'ours',
  },
  PolicyDeleteConflict: {
    http: 409,
    code: 'PolicyDeleteConflict',
    message: "Cannot delete policy '%s' which is attached.",
    source: 'ours',
  },
  PolicyAttachConflict: {
    http: 409,
    code: 'PolicyAttachConflict',
    message: "Policy '%s' already be attached to '%s'.",
    source: 'observed',
  },
  PolicyDetachConflict: {
    http: 404,
    code: 'PolicyDetachConflict',
    message: "Policy '%s' not be attached to '%s'.",
    source: 'ours',
  },
  PoliciesPerIdentityLimitExceeded: {
    http: 409,
    code: 'AttachedPolicyLimitExceeded',
    message: "Exceed attached policy quota: '%s'",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
