import type { Refusal } from '#core/refusal.ts';

/** Refusals about dedicated hosts and deployment sets: there are none here. */
export const hostRefusals = {
  DeploymentSetNotFound: {
    http: 404,
    code: 'InvalidDeploymentSet.NotFound',
    message: 'The specified deployment set does not exist.',
    source: 'ours',
  },
  DedicatedHostNotFound: {
    http: 404,
    code: 'InvalidDedicatedHost.NotFound',
    message: 'The specified dedicated host does not exist.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
