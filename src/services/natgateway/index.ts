import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { dnatEntryTransitions } from './dnat-entry/transitions.ts';
import { natGatewayTransitions } from './nat-gateway/transitions.ts';
import { natIpTransitions } from './nat-ip/transitions.ts';
import { snatEntryTransitions } from './snat-entry/transitions.ts';

/** The natgateway service. */
export const natgateway: Service = {
  name: 'natgateway',
  version: '2020-04-01',
  transitions: [
    ...dnatEntryTransitions,
    ...natGatewayTransitions,
    ...natIpTransitions,
    ...snatEntryTransitions,
  ],
  resultCarriesRequestId: true,
  ...commonServiceRefusals,
  load: async () => (await import('./actions.ts')).natgatewayActions,
};
