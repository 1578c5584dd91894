import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';

/** The billing service: subscriptions can be ended, and nothing costs anything. */
export const billing: Service = {
  name: 'billing',
  version: '2022-01-01',
  global: true,
  transitions: [],
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
  load: async () => (await import('./actions.ts')).billingActions,
};
