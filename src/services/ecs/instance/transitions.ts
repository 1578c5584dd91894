import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import {
  detachInterfacesOf,
  keepPlaneRefusal,
  plugWorkOf,
  plugWorkOfNew,
  settleInterfacesOf,
  unplugWorkOf,
} from '#services/vpc/network-interface/instance-hooks.ts';
import {
  plugWorkOfPrimary,
  primaryArrives,
  settlePrimaryOf,
} from '#services/vpc/network-interface/replace-primary.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { leaveSet } from '../deployment-set/members.ts';
import { PLACE, TRANSITIONS } from './lifecycle.ts';
import { linksDown, placeWork, removalWork } from './place.ts';
import { removeInstance } from './remove.ts';
import { instanceById } from './rows.ts';

type Step = (typeof TRANSITIONS)[keyof typeof TRANSITIONS];

/** Moves an instance into a transition, and schedules its end. */
export async function begin(
  tx: Writer,
  context: Context,
  step: Step,
  instanceId: string,
  patch: Partial<InstanceRow> = {},
): Promise<void> {
  await tx.update('instance', instanceId, { ...patch, status: step.from });
  await scheduleTransition(tx, context, step, instanceId);
}

/** The same for a deletion, which also detaches the interfaces and leaves the deployment set. */
export async function beginDelete(tx: Writer, context: Context, instanceId: string): Promise<void> {
  await begin(tx, context, TRANSITIONS.delete, instanceId);
  await detachInterfacesOf(tx, instanceId);
  await leaveSet(tx, instanceId);
}

/** After a refusal the instance is in ERROR, and its links, which the plan has set up, go down. */
async function afterRefusal(
  tx: Writer,
  context: Context,
  instanceId: string,
  reason: string,
): Promise<void> {
  await keepPlaneRefusal(tx, instanceId, reason);
  await scheduleTransition(tx, context, PLACE, instanceId);
}

/**
 * A transition that brings an instance back to RUNNING. The data plane plugs every InUse interface
 * before its links go up; when it refuses one, they stay down, and the instance is STOPPED.
 */
function comesUp({ kind, from, to, dwell }: Step & { readonly to: string }): Transition {
  return {
    kind,
    dwell,
    mayFail: true,
    async work(tx, { resource_id }) {
      const up = await placeWork(tx, resource_id);
      return [linksDown(up), await plugWorkOf(tx, resource_id), up];
    },
    async settle(tx, { resource_id }, outcome) {
      const end = outcome.done ? to : TRANSITIONS.stop.to;
      const settled = await tx.advance('instance', resource_id, { from, to: end });
      if (settled) await keepPlaneRefusal(tx, resource_id, outcome.done ? '' : outcome.reason);
      return settled;
    },
  };
}

/** How the reconciler settles what the actions began. */
export const instanceTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.create,
    mayFail: true,
    work: (tx, { resource_id }) => plugWorkOfNew(tx, resource_id),
    async settle(tx, { resource_id }, outcome, context) {
      if (outcome.done) {
        const settled = await tx.advance('instance', resource_id, TRANSITIONS.create);
        if (settled) await settleInterfacesOf(tx, resource_id);
        return settled;
      }
      // None of its interfaces is InUse: DeleteInstance removes it.
      const failed = await tx.advance('instance', resource_id, {
        from: TRANSITIONS.create.from,
        to: 'ERROR',
      });
      if (failed) await afterRefusal(tx, context, resource_id, outcome.reason);
      return failed;
    },
  },
  {
    ...PLACE,
    oneStatement: true,
    work: async (tx, { resource_id }) => [await placeWork(tx, resource_id)],
    settle: async () => true,
  },
  comesUp(TRANSITIONS.start),
  comesUp(TRANSITIONS.resize),
  comesUp(TRANSITIONS.rebuild),
  {
    ...statusTransition('instance', TRANSITIONS.stop),
    work: async (tx, { resource_id }) => [await placeWork(tx, resource_id)],
  },
  {
    ...statusTransition('instance', TRANSITIONS.reboot),
    async work(tx, { resource_id }) {
      const up = await placeWork(tx, resource_id);
      return [linksDown(up), up];
    },
  },
  {
    ...TRANSITIONS.move,
    mayFail: true,
    work: (tx, { resource_id }) => plugWorkOfPrimary(tx, resource_id),
    async settle(tx, { resource_id }, outcome, context) {
      if (outcome.done) return settlePrimaryOf(tx, resource_id);
      const arrives = await primaryArrives(tx, resource_id);
      if (arrives) {
        // The old interface is gone and cannot come back, so the instance is in ERROR, as after a
        // refused launch.
        await tx.update('instance', resource_id, { status: 'ERROR' });
        await afterRefusal(tx, context, resource_id, outcome.reason);
      }
      return arrives;
    },
  },
  {
    ...removalTransition(instanceById, TRANSITIONS.delete, removeInstance),
    async work(tx, { resource_id }) {
      const [unplugs = [], ...rest] = await unplugWorkOf(tx, resource_id);
      return [unplugs, await removalWork(tx, resource_id), ...rest];
    },
  },
];
