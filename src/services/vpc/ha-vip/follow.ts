import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';

/** Moves the virtual IPs of a subnet to the project that it moves to. */
export async function followSubnet(tx: Writer, subnetId: string, project: string): Promise<void> {
  await tx.run(moveAll, { subnetId, project, now: tx.now });
}

const moveAll = query((db, p: { subnetId: string; project: string; now: number }) =>
  db
    .updateTable('ha_vip')
    .set((set) => ({
      project_name: p.project,
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('subnet_id', '=', p.subnetId),
);
