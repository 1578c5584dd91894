import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransitionAt } from '#core/schedule-transition.ts';
import { overtake } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { renewRules } from './renew.rules.ts';
import { ownScheduledInstance } from './rows.ts';
import { time } from './times.ts';

/** Postpones the time at which segmented instances are released. */
export const renewScheduledInstance = writeAction({
  name: 'RenewScheduledInstance',
  summary: 'keep segmented scheduled instances for longer',
  parameters: () =>
    z.object({
      ScheduledInstanceId: id(),
      AutoReleaseAt: time(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.release],
  rules: renewRules,

  async facts(tx, { ScheduledInstanceId, AutoReleaseAt }, context) {
    const key = ownKey(context, ScheduledInstanceId);
    return {
      order: await tx.first(ownScheduledInstance, key),
      releaseAt: Date.parse(AutoReleaseAt),
    };
  },

  async change(tx, { order, releaseAt }, { ScheduledInstanceId }, context) {
    await tx.update('scheduled_instance', ScheduledInstanceId, { auto_release_at: releaseAt });
    if (order?.status === TRANSITIONS.release.from) {
      await overtake(tx, ScheduledInstanceId);
      const at = Math.max(releaseAt, tx.now);
      await scheduleTransitionAt(tx, context, TRANSITIONS.release.kind, ScheduledInstanceId, at);
    }
    return {};
  },
});
