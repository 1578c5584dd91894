import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { haVipById } from './rows.ts';

/**
 * Keeps which interface has announced the address of a virtual IP last. It may be a member no more
 * by then, which changes nothing: the members that are there say who may have the address.
 */
export async function keepHolder(tx: Writer, id: string, nicId: string): Promise<void> {
  const row = await tx.first(haVipById, { id });
  if (row === undefined || row.holder_id === nicId) return;
  await tx.run(hold, { id, nicId, now: tx.now });
  tx.touch('ha_vip', id);
}

const hold = query((db, p: { id: string; nicId: string; now: number }) =>
  db
    .updateTable('ha_vip')
    .set((set) => ({ holder_id: p.nicId, updated_at: p.now, revision: set('revision', '+', 1) }))
    .where('id', '=', p.id),
);
