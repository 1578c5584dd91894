import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { overtake } from '#core/transition.ts';
import { cancelRules } from './cancel.rules.ts';
import { ownScheduledInstance } from './rows.ts';
import { CANCELABLE } from './times.ts';

/**
 * Cancels an order that has not been delivered: within 30 minutes, a segmented one until its start.
 */
export const deleteScheduledInstance = writeAction({
  name: 'DeleteScheduledInstance',
  summary: 'cancel an order of scheduled instances',
  parameters: () =>
    z.object({
      ScheduledInstanceId: id(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: cancelRules,

  async facts(tx, { ScheduledInstanceId }, context) {
    const key = ownKey(context, ScheduledInstanceId);
    return {
      order: await tx.first(ownScheduledInstance, key),
      now: tx.now,
      cancelable: CANCELABLE,
    };
  },

  async change(tx, _, { ScheduledInstanceId }) {
    await overtake(tx, ScheduledInstanceId);
    await tx.update('scheduled_instance', ScheduledInstanceId, {
      status: 'Canceled',
      invalid_at: tx.now,
    });
    return {};
  },
});
