import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { iamRefusals } from './refusals.ts';

/** The iam service: projects in its newer version; users, groups, roles and policies in the older. */
export const iam: readonly Service[] = [
  {
    name: 'iam',
    version: '2021-08-01',
    global: true,
    transitions: [],
    resultCarriesRequestId: false,
    ...commonServiceRefusals,
    load: async () => (await import('./actions.ts')).projectActions,
  },
  {
    name: 'iam',
    version: '2018-01-01',
    global: true,
    transitions: [],
    resultCarriesRequestId: false,
    ...commonServiceRefusals,
    parameterRefusals: {
      missing: (parameter) => ({ refusal: iamRefusals.ParameterNotFound, args: [parameter] }),
      malformed: (parameter) => ({
        refusal: { ...iamRefusals.ParameterInvalid, code: `Invalid${parameter}` },
        args: [parameter],
      }),
    },
    load: async () => (await import('./actions.ts')).identityActions,
  },
];
