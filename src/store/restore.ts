import { isEmptied, TABLES } from '#core/resources.ts';
import { type SnapshotRows, UnreadableSnapshot } from './snapshot-rows.ts';
import { UniqueViolation, type Writer } from './store.ts';

/** As many as an engine takes in one statement. */
const ROWS_AT_ONCE = 500;

/**
 * Puts the rows of a snapshot in the place of all that the store has, in the caller's transaction.
 * What a reset leaves stays: the secrets, and the host of the data plane.
 * @throws UnreadableSnapshot
 */
export async function restoreRows(tx: Writer, snapshot: SnapshotRows): Promise<void> {
  await tx.empty();
  for (const table of TABLES.filter(isEmptied)) {
    for (const rows of snapshot.pages(table, ROWS_AT_ONCE)) await tx.insertMany(table, rows);
  }
}

/**
 * What ended a restore, as a fault of the snapshot where an engine did not take its rows; an engine
 * may say so only when it commits.
 */
export function restoreFailure(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message: string };
  const notTaken = code !== undefined || error instanceof UniqueViolation;
  return notTaken ? new UnreadableSnapshot(message, { cause: error }) : error;
}
