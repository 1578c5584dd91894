import type { Refusal } from '#core/refusal.ts';

/** Refusals about dedicated hosts: there are none here. */
export const hostRefusals = {
  DedicatedHostNotFound: {
    http: 404,
    code: 'InvalidDedicatedHost.NotFound',
    message: 'The specified dedicated host does not exist.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
