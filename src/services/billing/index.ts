import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { instanceResource } from './instance/index.ts';
import { NOT_YET } from './not-yet.ts';

/** The billing service: subscriptions can be ended, and nothing costs anything. */
export const billing: Service = {
  name: 'billing',
  version: '2022-01-01',
  global: true,
  ...ofResources({ instance: instanceResource }),
  notYet: NOT_YET,
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
};
