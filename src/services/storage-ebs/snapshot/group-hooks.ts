import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeSnapshot } from './remove.ts';
import { snapshotsIn } from './rows.ts';

/*
 * What becomes of snapshots when something becomes of their group.
 */

/** Has the new snapshots of a group available. */
export async function settleSnapshotsIn(tx: Writer, groupId: string): Promise<void> {
  for (const { id } of await tx.all(snapshotsIn, { groupId })) {
    await tx.advance('snapshot', id, TRANSITIONS.create);
  }
}

/** Removes the snapshots of a group that goes. */
export async function removeSnapshotsIn(tx: Writer, groupId: string): Promise<void> {
  for (const { id } of await tx.all(snapshotsIn, { groupId })) await removeSnapshot(tx, id);
}
