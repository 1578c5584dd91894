import { owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';

export const ownAcl = owned('acl');

/** The same, locked: for an action that changes it, or has a listener use it. */
export const ownAclToChange = ownedToChange('acl');

export const entriesOfAcls = listQuery((db, ids) =>
  db
    .selectFrom('acl_entry')
    .selectAll()
    .where('acl_id', 'in', ids)
    .orderBy('acl_id')
    .orderBy('position'),
);

/** The listeners that use ACLs. */
export const listenersOfAcls = listQuery((db, ids) =>
  db
    .selectFrom('listener_acl')
    .innerJoin('listener', 'listener.id', 'listener_acl.listener_id')
    .select([
      'listener_acl.acl_id',
      'listener.id',
      'listener.name',
      'listener.port',
      'listener.protocol',
      'listener.settings',
    ])
    .where('listener_acl.acl_id', 'in', ids)
    .orderBy('listener_acl.acl_id')
    .orderBy('listener.id'),
);

export const deleteEntries = query((db, p: { aclId: string }) =>
  db.deleteFrom('acl_entry').where('acl_id', '=', p.aclId),
);

export const deleteEntry = query((db, p: { aclId: string; entry: string }) =>
  db.deleteFrom('acl_entry').where('acl_id', '=', p.aclId).where('entry', '=', p.entry),
);
