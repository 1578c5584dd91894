import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { type PlanePlan, removalTransition, type Transition } from '#core/transition.ts';
import { freeNatGatewayOfEip } from '#services/natgateway/nat-gateway/busy.ts';
import { query } from '#store/query.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { UNBOUND } from './make.ts';
import { networksOfEip } from './network.ts';
import { removeEip } from './remove.ts';
import { eipById } from './rows.ts';

/** Begins the deletion of an EIP. */
export async function beginRelease(tx: Writer, context: Context, id: string): Promise<void> {
  await tx.update('eip', id, { status: TRANSITIONS.release.from });
  tx.touch('eip', id);
  await scheduleTransition(tx, context, TRANSITIONS.release, id);
}

/** How the reconciler settles what the actions began. */
export const eipTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.attach,
    oneStatement: true,
    work: networkWork,
    async settle(tx, { resource_id }) {
      const at = { id: resource_id, now: tx.now };
      tx.touchNothing();
      await freeNatGatewayOfEip(tx, resource_id, TRANSITIONS.attach.from);
      if ((await tx.run(settleAttached, at)) === 1) return true;
      // Its interface has been deleted meanwhile: it is bound to nothing.
      await tx.run(settleUnbound, { ...at, from: TRANSITIONS.attach.from });
      return false;
    },
  },
  {
    ...TRANSITIONS.detach,
    oneStatement: true,
    work: networkWork,
    async settle(tx, { resource_id }) {
      const at = { id: resource_id, now: tx.now, from: TRANSITIONS.detach.from };
      tx.touchNothing();
      await freeNatGatewayOfEip(tx, resource_id, TRANSITIONS.detach.from);
      return (await tx.run(settleUnbound, at)) === 1;
    },
  },
  removalTransition(eipById, TRANSITIONS.release, removeEip),
];

/** The EIP carries packets, or no longer does, before it says so. */
async function networkWork(tx: Writer, { resource_id }: IntentRow): Promise<PlanePlan> {
  const carriers = await tx.all(networksOfEip, { id: resource_id });
  return [carriers.map(({ vpc_id }) => ({ do: 'network', networkId: vpc_id }))];
}

const settleAttached = query((db, p: { id: string; now: number }) =>
  db
    .updateTable('eip')
    .set((set) => ({
      status: TRANSITIONS.attach.to,
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('id', '=', p.id)
    .where('status', '=', TRANSITIONS.attach.from)
    .where('instance_id', '!=', ''),
);

const settleUnbound = query((db, p: { id: string; from: string; now: number }) =>
  db
    .updateTable('eip')
    .set((set) => ({
      ...UNBOUND,
      status: TRANSITIONS.detach.to,
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('id', '=', p.id)
    .where('status', '=', p.from),
);
