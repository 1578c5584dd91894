import type { Refusal } from '#core/refusal.ts';

/** Of the tags of users and roles. */
export const tagRefusals = {
  /** Worded like AccessKeyLimitExceeded. */
  TagLimitExceeded: {
    http: 409,
    code: 'TagLimitExceeded',
    message: "Exceed resource tag quota: '%s'",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
