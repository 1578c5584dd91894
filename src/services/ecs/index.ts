import type { Service } from '#core/service.ts';
import { imageTransitions } from './image/transitions.ts';
import { instanceTransitions } from './instance/transitions.ts';
import { invocationTransitions } from './invocation/transitions.ts';
import { ecsRefusals } from './refusals.ts';
import { scheduledInstanceTransitions } from './scheduled-instance/transitions.ts';

/** The ecs service. */
export const ecs: Service = {
  name: 'ecs',
  version: '2020-04-01',
  transitions: [
    ...imageTransitions,
    ...instanceTransitions,
    ...invocationTransitions,
    ...scheduledInstanceTransitions,
  ],
  resultCarriesRequestId: false,
  parameterRefusals: {
    // Documented for InstanceId (docs 6396/70467); for other parameters the shape is ours.
    missing: (parameter) => ({
      refusal: { ...ecsRefusals.MissingParameter, code: `MissingParameter.${parameter}` },
      args: [parameter],
    }),
    malformed: (parameter) =>
      parameter === 'ClientToken'
        ? { refusal: ecsRefusals.ClientTokenMalformed, args: [] }
        : {
            refusal: { ...ecsRefusals.ParameterMalformed, code: `Invalid${parameter}.Malformed` },
            args: [parameter],
          },
  },
  writeRefusals: {
    conflict: ecsRefusals.Conflict,
    idempotentParameterMismatch: ecsRefusals.IdempotentParameterMismatch,
  },
  load: async () => (await import('./actions.ts')).ecsActions,
};
