import { isEmptied, TABLES } from '#core/tables.ts';
import { type SnapshotRows, UnreadableSnapshot } from './snapshot-rows.ts';
import { type Store, UniqueViolation, type Writer } from './store.ts';

/** As many as an engine takes in one statement. */
const ROWS_AT_ONCE = 500;

/**
 * Puts the rows of a snapshot in the place of all that the store has, and runs `after` in the same
 * transaction. What a reset leaves stays: the secrets, and the host of the data plane.
 * @throws UnreadableSnapshot
 */
export async function restoreRows(
  store: Store,
  snapshot: SnapshotRows,
  after: (tx: Writer) => Promise<void>,
): Promise<void> {
  const tables = TABLES.filter(isEmptied);
  try {
    if (store.restoreFrom !== undefined) {
      await store.restoreFrom(snapshot.file, tables, after);
      return;
    }
    await store.write(async (tx) => {
      await tx.empty();
      for (const table of tables) {
        for (const rows of snapshot.pages(table, ROWS_AT_ONCE)) await tx.insertMany(table, rows);
      }
      await after(tx);
    });
  } catch (error) {
    throw failure(error);
  }
}

/** An engine may say only at its commit that it does not take a row. */
function failure(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message: string };
  const notTaken = code !== undefined || error instanceof UniqueViolation;
  return notTaken ? new UnreadableSnapshot(message, { cause: error }) : error;
}
