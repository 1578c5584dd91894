import type { Refusal } from '#core/refusal.ts';

/** Source: docs 6257/64992. */
export const accessKeyRefusals = {
  AccessKeyNotExist: {
    http: 404,
    code: 'AccessKeyNotExist',
    message: "The accessKey '%s' can not be found",
    source: 'documented',
  },
  AccessKeyLimitExceeded: {
    http: 409,
    code: 'AccessKeyLimitExceeded',
    message: "Exceed account accessKey quota: '%s'",
    source: 'documented',
  },
  AccessDenied: {
    http: 400,
    code: 'AccessDeniedException',
    message: 'You do not have sufficient access to perform this action.',
    source: 'documented',
  },
} as const satisfies Record<string, Refusal>;
