import type { DataPlane } from '#dataplane/driver.ts';
import { query } from '#store/query.ts';
import type { Store } from '#store/store.ts';

/**
 * Unplugs every NIC whose interface is on no instance or no longer exists: NICs that a reset leaves
 * plugged. Call it when no transition is under way.
 */
export async function sweep(store: Store, dataPlane: DataPlane): Promise<void> {
  for (const { nicId } of (await dataPlane.inspect()).nics) {
    const row = await store.read((tx) => tx.first(attachment, { id: nicId }));
    if ((row?.instance_id ?? null) === null) await dataPlane.unplug(nicId);
  }
}

const attachment = query((db, p: { id: string }) =>
  db.selectFrom('network_interface').select('instance_id').where('id', '=', p.id),
);
