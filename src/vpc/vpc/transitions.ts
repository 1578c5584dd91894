import { query } from '../../store/query.ts';
import type { Writer } from '../../store/store.ts';
import type { Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeVpc } from './remove.ts';
import { vpcById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const vpcTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.create,
    settle: (tx, { resource_id }) => become(tx, resource_id, TRANSITIONS.create),
  },
  {
    ...TRANSITIONS.modify,
    settle: (tx, { resource_id }) => become(tx, resource_id, TRANSITIONS.modify),
  },
  {
    ...TRANSITIONS.delete,
    async settle(tx, { resource_id }) {
      const row = await tx.first(vpcById, { id: resource_id });
      if (row?.status === TRANSITIONS.delete.from) await removeVpc(tx, row);
    },
  },
];

async function become(
  tx: Writer,
  id: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await tx.run(settleStatus, { id, from, to, now: tx.now });
}

const settleStatus = query((db, p: { id: string; from: string; to: string; now: number }) =>
  db
    .updateTable('vpc')
    .set((set) => ({ status: p.to, updated_at: p.now, revision: set('revision', '+', 1) }))
    .where('id', '=', p.id)
    .where('status', '=', p.from),
);
