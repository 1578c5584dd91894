import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { unsubscribeInstance } from './instance/unsubscribe.ts';
import { NOT_YET } from './not-yet.ts';

/** The billing service: subscriptions can be ended, and nothing costs anything. */
export const billing: Service = {
  name: 'billing',
  version: '2022-01-01',
  global: true,
  actions: [unsubscribeInstance],
  transitions: [],
  notYet: NOT_YET,
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
};
