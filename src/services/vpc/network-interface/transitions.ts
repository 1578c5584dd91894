import {
  type PlanePlan,
  removalTransition,
  statusTransition,
  type Transition,
} from '#core/transition.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { plugPlan, unplugPlan } from './plug-plan.ts';
import { removeInterface } from './remove.ts';
import { interfaceById } from './rows.ts';
import { settleDetached } from './settle-detached.ts';

/** How the reconciler settles what the actions began. */
export const networkInterfaceTransitions: readonly Transition[] = [
  statusTransition('network_interface', TRANSITIONS.create),
  {
    ...TRANSITIONS.attach,
    oneStatement: true,
    mayFail: true,
    work: plugWork,
    settle: (tx, { resource_id }, outcome) =>
      outcome.done
        ? inUse(tx, resource_id)
        : backToAvailable(tx, resource_id, TRANSITIONS.attach.from, outcome.reason),
  },
  {
    ...TRANSITIONS.detach,
    oneStatement: true,
    work: unplugWork,
    settle: (tx, { resource_id }) => backToAvailable(tx, resource_id, TRANSITIONS.detach.from, ''),
  },
  { ...removalTransition(interfaceById, TRANSITIONS.retire, removeInterface), work: retireWork },
  removalTransition(interfaceById, TRANSITIONS.delete, removeInterface),
];

function inUse(tx: Writer, id: string): Promise<boolean> {
  tx.touchNothing();
  return tx.advance('network_interface', id, TRANSITIONS.attach);
}

function backToAvailable(
  tx: Writer,
  id: string,
  from: string,
  planeRefusal: string,
): Promise<boolean> {
  // After a refusal it leaves the network again. One that was detached has left it already.
  if (from === TRANSITIONS.attach.from) tx.touch('network_interface', id);
  else tx.touchNothing();
  return settleDetached(tx, id, from, planeRefusal);
}

async function plugWork(tx: Writer, intent: IntentRow): Promise<PlanePlan> {
  const row = await tx.first(interfaceById, { id: intent.resource_id });
  if (row?.status !== TRANSITIONS.attach.from || row.instance_id === null) return [];
  return plugPlan(tx, row.instance_id, [row]);
}

async function unplugWork(tx: Writer, intent: IntentRow): Promise<PlanePlan> {
  const row = await tx.first(interfaceById, { id: intent.resource_id });
  return row?.status === TRANSITIONS.detach.from ? unplugPlan(tx, [row]) : [];
}

async function retireWork(tx: Writer, intent: IntentRow): Promise<PlanePlan> {
  const row = await tx.first(interfaceById, { id: intent.resource_id });
  return row?.status === TRANSITIONS.retire.from ? unplugPlan(tx, [row]) : [];
}
