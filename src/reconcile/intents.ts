import { query } from '../store/query.ts';
import type { IntentRow } from '../store/schema.ts';
import type { Store, Writer } from '../store/store.ts';

/**
 * Leases the intents that are due, the oldest first. A lease moves the due time to the lease's end
 * and raises the fence: whoever held the intent before can no longer settle it.
 */
export function lease(store: Store, most: number, leaseMs: number): Promise<IntentRow[]> {
  return store.write(async (tx) => {
    const due = await tx.all(leaseDue, { now: tx.now, until: tx.now + leaseMs, most });
    return due.sort((a, b) => (a.id < b.id ? -1 : 1));
  });
}

/** Ends an intent. False when another worker has leased it since, or it is gone. */
export async function finish(tx: Writer, intent: IntentRow): Promise<boolean> {
  return (await tx.run(removeHeld, { id: intent.id, fence: intent.fence })) === 1;
}

/** Gives an intent back, to be tried again at `dueAt`. */
export async function putBack(tx: Writer, intent: IntentRow, dueAt: number): Promise<void> {
  await tx.run(postpone, { id: intent.id, fence: intent.fence, dueAt });
}

/** When the next intent is due or its lease ends; undefined when there is none. */
export function nextDue(store: Store): Promise<number | undefined> {
  return store.read(async (tx) => (await tx.first(earliest, {}))?.due_at);
}

const leaseDue = query((db, p: { now: number; until: number; most: number }) =>
  db
    .updateTable('intent')
    .set((set) => ({
      fence: set('fence', '+', 1),
      attempts: set('attempts', '+', 1),
      due_at: p.until,
    }))
    .where('id', 'in', (free) =>
      free
        .selectFrom('intent')
        .select('id')
        .where('due_at', '<=', p.now)
        .orderBy('due_at')
        .limit(p.most),
    )
    .returningAll(),
);

const removeHeld = query((db, p: { id: string; fence: number }) =>
  db.deleteFrom('intent').where('id', '=', p.id).where('fence', '=', p.fence),
);

const postpone = query((db, p: { id: string; fence: number; dueAt: number }) =>
  db
    .updateTable('intent')
    .set({ due_at: p.dueAt })
    .where('id', '=', p.id)
    .where('fence', '=', p.fence),
);

const earliest = query((db, _: object) =>
  db.selectFrom('intent').select('due_at').orderBy('due_at').limit(1),
);
