import { claimingQuery, query } from '#store/query.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Reader, Store, Writer } from '#store/store.ts';

/**
 * The intents that are due, oldest first, except those that another worker has locked now and those
 * of kinds in `not`. They are locked: the caller ends or leases them.
 */
export function due(tx: Writer, most: number, not: ReadonlySet<string>): Promise<IntentRow[]> {
  return tx.all(dueNowBut([...not]), { now: tx.now, most });
}

/**
 * Leases an intent: its due time becomes the end of the lease, and its fence grows, so that an
 * earlier holder can no longer settle it.
 */
export async function lease(tx: Writer, intent: IntentRow, ms: number): Promise<IntentRow> {
  const { id, fence, attempts } = intent;
  const held = { due_at: tx.now + ms, fence: fence + 1, attempts: attempts + 1 };
  await tx.run(hold, { id, ...held });
  return { ...intent, ...held };
}

/**
 * Makes a lease end at `dueAt`, whether that is later or sooner than before. False when another
 * worker has it, or the intent is gone.
 */
export async function endLeaseAt(tx: Writer, intent: IntentRow, dueAt: number): Promise<boolean> {
  const { id, fence, attempts } = intent;
  return (await tx.run(postpone, { id, fence, attempts, dueAt })) === 1;
}

/** Whether the holder of this fence still has the lease. */
export async function isHeld(tx: Writer, { id, fence }: IntentRow): Promise<boolean> {
  return (await tx.first(fenceOf, { id }))?.fence === fence;
}

/** Ends an intent. False when another worker has leased it since, or it is gone. */
export async function finish(tx: Writer, intent: IntentRow): Promise<boolean> {
  return (await tx.run(removeHeld, { id: intent.id, fence: intent.fence })) === 1;
}

/** Returns an intent, to be tried again at `dueAt`. */
export async function putBack(tx: Writer, intent: IntentRow, dueAt: number): Promise<void> {
  const { id, fence, attempts } = intent;
  await tx.run(postpone, { id, fence, attempts: attempts + 1, dueAt });
}

/**
 * Ends the leases and pauses that last longer than `ms` from now. With 0 it ends all of them, for a
 * store that no other process works on: the holders are gone.
 */
export async function endLeases(tx: Writer, ms: number): Promise<void> {
  await tx.run(endLeasesAfter, { now: tx.now, latest: tx.now + ms });
}

/** The same for a store that was restored, whose holders are gone, at its time. */
export async function endRestoredLeases(tx: Writer, now: number): Promise<void> {
  await tx.run(endLeasesAfter, { now, latest: now });
}

/**
 * When the next intent of a kind not in `not` is due, or its lease ends; undefined when there is
 * none.
 */
export function nextDue(store: Store, not: ReadonlySet<string>): Promise<number | undefined> {
  return store.read((tx) => earliestDue(tx, not));
}

/** Like `nextDue`, in a transaction. */
export async function earliestDue(
  tx: Reader,
  not: ReadonlySet<string>,
): Promise<number | undefined> {
  return (await tx.first(earliestBut([...not]), {}))?.due_at;
}

/** One query for each list of kinds, so that it is prepared once. There are few lists, if any. */
function perKinds<Q>(make: (kinds: readonly string[]) => Q): (kinds: readonly string[]) => Q {
  const known = new Map<string, Q>();
  return (kinds) => {
    const key = kinds.join();
    const query = known.get(key) ?? make(kinds);
    known.set(key, query);
    return query;
  };
}

const dueNowBut = perKinds((kinds) =>
  claimingQuery((db, p: { now: number; most: number }) =>
    db
      .selectFrom('intent')
      .selectAll()
      .where('due_at', '<=', p.now)
      .$if(kinds.length > 0, (found) => found.where('kind', 'not in', kinds))
      .orderBy('due_at')
      .orderBy('id')
      .limit(p.most),
  ),
);

const hold = query((db, p: { id: string; due_at: number; fence: number; attempts: number }) =>
  db
    .updateTable('intent')
    .set({ due_at: p.due_at, fence: p.fence, attempts: p.attempts })
    .where('id', '=', p.id),
);

const fenceOf = query((db, p: { id: string }) =>
  db.selectFrom('intent').select('fence').where('id', '=', p.id),
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

const endLeasesAfter = query((db, p: { now: number; latest: number }) =>
  db
    .updateTable('intent')
    .set({ due_at: p.now })
    .where('fence', '>', 0)
    .where('due_at', '>', p.latest),
);

const earliestBut = perKinds((kinds) =>
  query((db, _: object) =>
    db
      .selectFrom('intent')
      .select('due_at')
      .$if(kinds.length > 0, (found) => found.where('kind', 'not in', kinds))
      .orderBy('due_at')
      .limit(1),
  ),
);
