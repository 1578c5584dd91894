import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { removalTransition, type Transition } from '#core/transition.ts';
import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { UNBOUND } from './make.ts';
import { removeEip } from './remove.ts';
import { eipById } from './rows.ts';

/** Begins the deletion of an EIP. */
export async function beginRelease(tx: Writer, context: Context, id: string): Promise<void> {
  await tx.update('eip', id, { status: TRANSITIONS.release.from });
  await scheduleTransition(tx, context, TRANSITIONS.release, id);
}

/** How the reconciler settles what the actions began. */
export const eipTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.attach,
    oneStatement: true,
    async settle(tx, { resource_id }) {
      const at = { id: resource_id, now: tx.now };
      if ((await tx.run(settleAttached, at)) === 1) return true;
      // Its interface has been deleted meanwhile: it is bound to nothing.
      await tx.run(settleUnbound, { ...at, from: TRANSITIONS.attach.from });
      return false;
    },
  },
  {
    ...TRANSITIONS.detach,
    oneStatement: true,
    async settle(tx, { resource_id }) {
      const at = { id: resource_id, now: tx.now, from: TRANSITIONS.detach.from };
      return (await tx.run(settleUnbound, at)) === 1;
    },
  },
  removalTransition(eipById, TRANSITIONS.release, removeEip),
];

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
