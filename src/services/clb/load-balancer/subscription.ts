import * as z from 'zod';
import { integer } from '#core/parameters.ts';
import { subscriptionEnd } from '#services/vpc/eip/subscription.ts';
import type { Period } from './billing.rules.ts';

/** How a subscription is to be renewed: by hand, or each month without end. */
export const RENEWAL = {
  byHand: { renew_type: 1, renew_period_times: 0, remain_renew_times: 0 },
  automatic: { renew_type: 2, renew_period_times: 1, remain_renew_times: -1 },
} as const;

/** There is no billing here, so nothing has an order. */
export const NO_ORDER = '';

export const period = () => ({
  Period: integer(1, 36).default(1),
  PeriodUnit: z.enum(['Month', 'Year']).default('Month'),
});

/** When a subscription that goes on from a time ends, in milliseconds. */
export const endOfPeriod = (from: number, { Period: length, PeriodUnit }: Period): number =>
  subscriptionEnd(from, PeriodUnit === 'Year' ? 2 : 1, length);
