import { query } from '../../store/query.ts';
import type { Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** How the reconciler ends what the actions began. */
export const securityGroupTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.create,
    async settle(tx, { resource_id }) {
      const { from, to } = TRANSITIONS.create;
      await tx.run(settleStatus, { id: resource_id, from, to, now: tx.now });
    },
  },
];

const settleStatus = query((db, p: { id: string; from: string; to: string; now: number }) =>
  db
    .updateTable('security_group')
    .set((set) => ({ status: p.to, updated_at: p.now, revision: set('revision', '+', 1) }))
    .where('id', '=', p.id)
    .where('status', '=', p.from),
);
