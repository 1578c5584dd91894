import { removeTags } from '#services/vpc/tag/rows.ts';
import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { deleteServersOfGroup } from './rows.ts';

/** Removes a server group that nothing forwards to, with its servers and tags. */
export async function removeServerGroup(tx: Writer, id: string): Promise<void> {
  await tx.run(deleteServersOfGroup, { serverGroupId: id });
  await removeTags(tx, id);
  await tx.remove('server_group', id);
}

/** Takes an instance, or an interface, that is being deleted out of all groups. */
export async function leaveServerGroups(tx: Writer, instanceId: string): Promise<void> {
  await tx.run(deleteServersAt, { instanceId });
}

const deleteServersAt = query((db, p: { instanceId: string }) =>
  db.deleteFrom('backend_server').where('instance_id', '=', p.instanceId),
);
