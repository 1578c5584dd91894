import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';

/** What {@link settleDetached} is given: `reason` is why the data plane refused it, or ''. */
export const detached = (tx: Writer, id: string, from: string, reason: string) => ({
  id,
  from,
  planeRefusal: reason,
  now: tx.now,
});

/** Takes an interface off its instance, if it still has the status `from`. */
export const settleDetached = query(
  (db, p: { id: string; from: string; planeRefusal: string; now: number }) =>
    db
      .updateTable('network_interface')
      .set((set) => ({
        status: 'Available',
        instance_id: null,
        delete_on_termination: 0,
        plane_refusal: p.planeRefusal,
        updated_at: p.now,
        revision: set('revision', '+', 1),
      }))
      .where('id', '=', p.id)
      .where('status', '=', p.from),
);
