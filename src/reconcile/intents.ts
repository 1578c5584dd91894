import { claimingQuery, query } from '../store/query.ts';
import type { IntentRow } from '../store/schema.ts';
import type { Reader, Store, Writer } from '../store/store.ts';

/**
 * The intents that are due, the oldest first, but for those that another worker has in hand now.
 * They are locked: the caller ends or leases them.
 */
export function due(tx: Writer, most: number): Promise<IntentRow[]> {
  return tx.all(dueNow, { now: tx.now, most });
}

/**
 * Leases an intent: its due time moves to the lease's end, and its fence rises, so that whoever
 * held it before can no longer settle it.
 */
export async function lease(tx: Writer, intent: IntentRow, ms: number): Promise<IntentRow> {
  const { id, fence, attempts } = intent;
  const held = { due_at: tx.now + ms, fence: fence + 1, attempts: attempts + 1 };
  await tx.run(hold, { id, ...held });
  return { ...intent, ...held };
}

/** Ends an intent. False when another worker has leased it since, or it is gone. */
export async function finish(tx: Writer, intent: IntentRow): Promise<boolean> {
  return (await tx.run(removeHeld, { id: intent.id, fence: intent.fence })) === 1;
}

/** Gives an intent back, to be tried again at `dueAt`. */
export async function putBack(tx: Writer, intent: IntentRow, dueAt: number): Promise<void> {
  const { id, fence, attempts } = intent;
  await tx.run(postpone, { id, fence, attempts: attempts + 1, dueAt });
}

/** Ends every lease. Only for a store that nobody else works on: the holders are gone. */
export async function voidLeases(tx: Writer): Promise<void> {
  await tx.run(endLeases, { now: tx.now });
}

/** When the next intent is due or its lease ends; undefined when there is none. */
export function nextDue(store: Store): Promise<number | undefined> {
  return store.read(earliestDue);
}

/** The same in a transaction. */
export async function earliestDue(tx: Reader): Promise<number | undefined> {
  return (await tx.first(earliest, {}))?.due_at;
}

const dueNow = claimingQuery((db, p: { now: number; most: number }) =>
  db
    .selectFrom('intent')
    .selectAll()
    .where('due_at', '<=', p.now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(p.most),
);

const hold = query((db, p: { id: string; due_at: number; fence: number; attempts: number }) =>
  db
    .updateTable('intent')
    .set({ due_at: p.due_at, fence: p.fence, attempts: p.attempts })
    .where('id', '=', p.id),
);

const removeHeld = query((db, p: { id: string; fence: number }) =>
  db.deleteFrom('intent').where('id', '=', p.id).where('fence', '=', p.fence),
);

const postpone = query((db, p: { id: string; fence: number; attempts: number; dueAt: number }) =>
  db
    .updateTable('intent')
    .set({ due_at: p.dueAt, attempts: p.attempts })
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

const endLeases = query((db, p: { now: number }) =>
  db
    .updateTable('intent')
    .set({ due_at: p.now })
    .where('fence', '>', 0)
    .where('due_at', '>', p.now),
);

const earliest = query((db, _: object) =>
  db.selectFrom('intent').select('due_at').orderBy('due_at').limit(1),
);
