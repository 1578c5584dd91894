import { query } from '#store/query.ts';
import { expectOne, type Writer } from '#store/store.ts';

/**
 * Of a `guarded` write that puts something into groups which it has only read: each must still be
 * there. A deletion that has looked for members before, and then waits for the group's row, fails by
 * the change of that row and is done again.
 */
export async function guardGroups(tx: Writer, groupIds: readonly string[]): Promise<void> {
  if (!tx.guarded) return;
  for (const id of groupIds) {
    await tx.atEnd({
      rank: 'group',
      key: id,
      amounts: {},
      change: async (end) => expectOne(await end.run(sameGroup, { id })),
    });
  }
}

const sameGroup = query((db, p: { id: string }) =>
  db
    .updateTable('security_group')
    .set((set) => ({ updated_at: set.ref('updated_at') }))
    .where('id', '=', p.id)
    .where('status', '=', 'Available'),
);
