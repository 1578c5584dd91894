import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';

/** The sts service. */
export const sts: Service = {
  name: 'sts',
  version: '2018-01-01',
  global: true,
  transitions: [],
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
  load: async () => (await import('./actions.ts')).stsActions,
};
