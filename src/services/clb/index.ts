import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { loadBalancerTransitions } from './load-balancer/transitions.ts';

/** The clb service: load balancers in outline, recorded and without packets. */
export const clb: Service = {
  name: 'clb',
  version: '2020-04-01',
  transitions: loadBalancerTransitions,
  resultCarriesRequestId: true,
  ...commonServiceRefusals,
  load: async () => (await import('./actions.ts')).clbActions,
};
