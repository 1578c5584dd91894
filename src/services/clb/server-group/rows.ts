import { owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';

export const ownServerGroup = owned('server_group');

/** The same, locked: for an action that changes it, or has a listener use it. */
export const ownServerGroupToChange = ownedToChange('server_group');

/** The servers of a group, the oldest first. */
export const serversOfGroup = query((db, p: { serverGroupId: string }) =>
  db
    .selectFrom('backend_server')
    .selectAll()
    .where('server_group_id', '=', p.serverGroupId)
    .orderBy('position'),
);

/** The listeners that forward to groups by themselves. */
export const listenersOfGroups = listQuery((db, ids) =>
  db
    .selectFrom('listener')
    .select(['id', 'server_group_id'])
    .where('server_group_id', 'in', ids)
    .orderBy('id'),
);

/** The rules by which listeners forward to groups. */
export const rulesOfGroups = listQuery((db, ids) =>
  db
    .selectFrom('rule')
    .select(['id', 'server_group_id', 'listener_id'])
    .where('server_group_id', 'in', ids)
    .orderBy('id'),
);

export const deleteServer = query((db, p: { id: string }) =>
  db.deleteFrom('backend_server').where('id', '=', p.id),
);

export const deleteServersOfGroup = query((db, p: { serverGroupId: string }) =>
  db.deleteFrom('backend_server').where('server_group_id', '=', p.serverGroupId),
);

export const changeServer = query(
  (db, p: { id: string; port: number; weight: number; description: string }) =>
    db
      .updateTable('backend_server')
      .set({ port: p.port, weight: p.weight, description: p.description })
      .where('id', '=', p.id),
);

/** The primary interface of an instance. */
export const primaryInterfaceOf = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .select(['id', 'vpc_id', 'primary_ip_address'])
    .where('instance_id', '=', p.instanceId)
    .where('type', '=', 'primary'),
);
