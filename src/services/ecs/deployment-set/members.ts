import { query } from '#store/query.ts';
import type { DeploymentSetMemberRow } from '#store/schema/deployment-set.ts';
import type { Writer } from '#store/store.ts';

/** Puts an instance into a set whose row is locked, in place of the one that it is in. */
export async function joinSet(tx: Writer, row: DeploymentSetMemberRow): Promise<void> {
  await leaveSet(tx, row.id);
  await tx.insert('deployment_set_member', row);
}

/** Takes an instance out of the set that it is in, if it is in one. */
export async function leaveSet(tx: Writer, instanceId: string): Promise<void> {
  await tx.run(deleteMember, { id: instanceId });
}

const deleteMember = query((db, p: { id: string }) =>
  db.deleteFrom('deployment_set_member').where('id', '=', p.id),
);
