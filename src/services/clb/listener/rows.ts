import { owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';

export const ownListener = owned('listener');

/** The same, locked: for an action that changes it or its rules. */
export const ownListenerToChange = ownedToChange('listener');

/** The ACLs of listeners, in the order in which they were given. */
export const aclsOfListeners = listQuery((db, ids) =>
  db
    .selectFrom('listener_acl')
    .selectAll()
    .where('listener_id', 'in', ids)
    .orderBy('listener_id')
    .orderBy('position'),
);

/** Gives a listener these ACLs, and no others. */
export async function setAcls(
  tx: Writer,
  listenerId: string,
  aclIds: readonly string[],
): Promise<void> {
  await tx.run(deleteAcls, { listenerId });
  for (const [position, aclId] of [...new Set(aclIds)].entries()) {
    await tx.insert('listener_acl', { listener_id: listenerId, acl_id: aclId, position });
  }
}

export const deleteAcls = query((db, p: { listenerId: string }) =>
  db.deleteFrom('listener_acl').where('listener_id', '=', p.listenerId),
);
