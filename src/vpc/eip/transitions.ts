import { query } from '../../store/query.ts';
import type { Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { UNBOUND } from './make.ts';
import { removeEip } from './remove.ts';
import { eipById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const eipTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.attach,
    async settle(tx, { resource_id }) {
      const { from, to } = TRANSITIONS.attach;
      await tx.run(settleAttached, { id: resource_id, from, to, now: tx.now });
    },
  },
  {
    ...TRANSITIONS.detach,
    async settle(tx, { resource_id }) {
      const row = await tx.first(eipById, { id: resource_id });
      if (row?.status !== TRANSITIONS.detach.from) return;
      await tx.update('eip', resource_id, { ...UNBOUND, status: TRANSITIONS.detach.to });
    },
  },
  {
    ...TRANSITIONS.release,
    async settle(tx, { resource_id }) {
      const row = await tx.first(eipById, { id: resource_id });
      if (row?.status === TRANSITIONS.release.from) await removeEip(tx, row);
    },
  },
];

const settleAttached = query((db, p: { id: string; from: string; to: string; now: number }) =>
  db
    .updateTable('eip')
    .set((set) => ({ status: p.to, updated_at: p.now, revision: set('revision', '+', 1) }))
    .where('id', '=', p.id)
    .where('status', '=', p.from),
);
