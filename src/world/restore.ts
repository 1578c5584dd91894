import { endRestoredLeases } from '#reconcile/intents.ts';
import { restoreRows } from '#store/restore.ts';
import type { SnapshotRows } from '#store/snapshot-rows.ts';
import type { Store } from '#store/store.ts';
import type { WorldTime } from './time.ts';

/**
 * Puts a snapshot in the place of all that the store has, in one transaction: whoever reads or
 * writes meanwhile does so before it or after it. What was on its way in the snapshot goes on.
 * @throws UnreadableSnapshot: then nothing has changed.
 */
export async function restore(
  store: Store,
  time: WorldTime,
  snapshot: SnapshotRows,
): Promise<void> {
  let takeBack = () => {};
  try {
    await restoreRows(store, snapshot, async (tx) => {
      // It may be run again.
      takeBack();
      // Before the commit: what is due by the clock of today must not settle in the snapshot.
      takeBack = await time.restore(tx);
      await endRestoredLeases(tx, time.clock.now());
    });
  } catch (error) {
    takeBack();
    throw error;
  }
}
