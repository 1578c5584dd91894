import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** Brings a volume back to a snapshot of it, which is rollbacking meanwhile. */
export async function rollBack(tx: Writer, context: Context, snapshotId: string): Promise<void> {
  await tx.update('snapshot', snapshotId, { status: TRANSITIONS.rollback.from });
  await scheduleTransition(tx, context, TRANSITIONS.rollback, snapshotId);
}
