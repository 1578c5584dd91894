import type { Service } from '../service.ts';
import { ecsRefusals } from './refusals.ts';

/** The ecs service. */
export const ecs: Service = {
  name: 'ecs',
  version: '2020-04-01',
  actions: [],
  transitions: [],
  notYet: {},
  resultCarriesRequestId: false,
  parameterRefusals: {
    // Documented for InstanceId (docs 6396/70467); for other parameters the shape is ours.
    missing: (parameter) => ({
      refusal: { ...ecsRefusals.MissingParameter, code: `MissingParameter.${parameter}` },
      args: [parameter],
    }),
    malformed: (parameter) => ({
      refusal: { ...ecsRefusals.ParameterMalformed, code: `Invalid${parameter}.Malformed` },
      args: [parameter],
    }),
  },
};
