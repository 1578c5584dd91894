import type { Rule } from '#core/action.ts';
import type { ScheduledInstanceRow } from '#store/schema/scheduled-instance.ts';
import { ecsRefusals } from '../refusals.ts';
import { orderExists, orderInStatus } from './scheduled-instance.rules.ts';

export interface ChangeFacts {
  readonly order:
    | Pick<ScheduledInstanceRow, 'status' | 'type' | 'created_at' | 'auto_release_at'>
    | undefined;
  readonly now: number;
  /** How long an order that is not segmented can be canceled. */
  readonly cancelable: number;
}

/** The preconditions of DeleteScheduledInstance: docs 6396/1187926. The codes are ours. */
export const cancelRules: readonly Rule<ChangeFacts>[] = [
  orderExists,
  orderInStatus('Reserved'),
  {
    refusal: ecsRefusals.ScheduledInstanceTooOld,
    broken: ({ order, now, cancelable }) =>
      order && order.type === 'Esi' && now >= order.created_at + cancelable,
    because: ({ order, now }) =>
      order
        ? `the order is ${order.type} and ${now - order.created_at} milliseconds old`
        : 'there is no order',
  },
];
