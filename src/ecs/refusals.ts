import type { Refusal } from '../refusal.ts';

/** Every refusal of the ecs service. */
export const ecsRefusals = {
  MissingParameter: {
    http: 400,
    code: 'MissingParameter',
    message: 'The required parameter %s is not supplied.',
    source: 'documented',
  },
  ParameterMalformed: {
    http: 400,
    code: 'InvalidParameter.Malformed',
    message: 'The specified %s is malformed.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
