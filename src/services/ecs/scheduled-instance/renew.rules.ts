import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import type { ChangeFacts } from './cancel.rules.ts';
import { orderExists, orderInStatus } from './scheduled-instance.rules.ts';

export interface RenewFacts extends Pick<ChangeFacts, 'order'> {
  readonly releaseAt: number;
}

/** The preconditions of RenewScheduledInstance. Codes and order are ours. */
export const renewRules: readonly Rule<RenewFacts>[] = [
  orderExists,
  orderInStatus('Reserved', 'Delivered'),
  {
    // Only segmented instances are released by themselves.
    refusal: ecsRefusals.ScheduledInstanceTooOld,
    broken: ({ order }) => order && order.auto_release_at === 0,
    because: ({ order }) => `the order is ${order?.type ?? 'absent'}`,
  },
  {
    refusal: ecsRefusals.AutoReleaseMalformed,
    parameter: 'AutoReleaseAt',
    broken: ({ order, releaseAt }) => order && releaseAt <= order.auto_release_at,
    because: ({ order, releaseAt }) => `${releaseAt} instead of ${order?.auto_release_at ?? '?'}`,
  },
];
