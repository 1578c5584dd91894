import { enforce } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { scheduleTransitionAt } from '#core/schedule-transition.ts';
import { overtake, type Transition } from '#core/transition.ts';
import type { ScheduledInstanceRow } from '#store/schema/scheduled-instance.ts';
import type { Writer } from '#store/store.ts';
import { launchInstances } from '../instance/launch.ts';
import { ownInstance } from '../instance/rows.ts';
import { runFacts } from '../instance/run.facts.ts';
import type { RunInput } from '../instance/run.parameters.ts';
import { runRules } from '../instance/run.rules.ts';
import { beginDelete } from '../instance/transitions.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { scheduledInstanceById } from './rows.ts';

/** How the reconciler carries out orders at their times. */
export const scheduledInstanceTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.deliver,
    atItsTime: true,
    mayRefuse: true,
    mayFail: true,
    async settle(tx, { resource_id }, outcome, context) {
      const order = await tx.first(scheduledInstanceById, { id: resource_id });
      if (order?.status !== TRANSITIONS.deliver.from) return false;
      if (outcome.done) {
        await deliver(tx, context, order);
        return true;
      }
      await tx.update('scheduled_instance', order.id, {
        status: 'Failed',
        invalid_at: tx.now,
        failure: outcome.reason,
      });
      return true;
    },
  },
  {
    ...TRANSITIONS.release,
    atItsTime: true,
    async settle(tx, { resource_id }, _, context) {
      const order = await tx.first(scheduledInstanceById, { id: resource_id });
      if (order?.status !== TRANSITIONS.release.from) return false;
      await release(tx, context, order);
      return true;
    },
  },
];

/** Launches what was ordered. @throws Refused when RunInstances would now refuse it. */
async function deliver(tx: Writer, context: Context, order: ScheduledInstanceRow): Promise<void> {
  const input = JSON.parse(order.launch) as RunInput;
  const facts = await runFacts(tx, input, context);
  enforce(runRules, facts);
  const ids = await launchInstances(tx, context, facts, input, order.id);
  await tx.update('scheduled_instance', order.id, {
    status: TRANSITIONS.deliver.to,
    delivered: JSON.stringify(ids),
  });
  if (order.auto_release_at > 0) {
    const at = Math.max(order.auto_release_at, tx.now);
    await scheduleTransitionAt(tx, context, TRANSITIONS.release.kind, order.id, at);
  }
}

/** Deletes the delivered instances that still exist, in any status. */
async function release(tx: Writer, context: Context, order: ScheduledInstanceRow): Promise<void> {
  const owner = { account_id: order.account_id, region: order.region };
  for (const id of (JSON.parse(order.delivered) as string[]).toSorted()) {
    const instance = await tx.first(ownInstance, { id, ...owner });
    if (instance === undefined || instance.status === 'DELETING') continue;
    await overtake(tx, id);
    await beginDelete(tx, context, id);
  }
  await tx.update('scheduled_instance', order.id, {
    status: TRANSITIONS.release.to,
    invalid_at: tx.now,
  });
}
