import { lockingQuery, query } from '#store/query.ts';
import type { InstanceIamRoleRow } from '#store/schema/instance-iam-role.ts';
import type { Reader, Writer } from '#store/store.ts';

/** The role of an instance, if it has one, whoever owns it. */
export const iamRoleOfInstance = query((db, p: { id: string }) =>
  db.selectFrom('instance_iam_role').selectAll().where('id', '=', p.id),
);

/** The same, locked. */
export const lockedIamRole = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('instance_iam_role').selectAll().where('id', '=', p.id),
);

/** The roles of those of the instances that have one, by instance. */
export async function iamRolesOfInstances(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('instance_iam_role').select(['id', 'role_name']).where('id', 'in', ids),
  );
  return new Map(rows.map(({ id, role_name }) => [id, role_name]));
}

export async function bindIamRole(
  tx: Writer,
  row: Omit<InstanceIamRoleRow, 'session_key_id'>,
): Promise<void> {
  await tx.insert('instance_iam_role', { ...row, session_key_id: '' });
}

export async function unbindIamRole(tx: Writer, instanceId: string): Promise<void> {
  await tx.run(deleteIamRole, { id: instanceId });
}

/** Keeps which temporary key an instance was given. */
export const keepSessionKey = query((db, p: { id: string; sessionKeyId: string }) =>
  db
    .updateTable('instance_iam_role')
    .set({ session_key_id: p.sessionKeyId })
    .where('id', '=', p.id),
);

const deleteIamRole = query((db, p: { id: string }) =>
  db.deleteFrom('instance_iam_role').where('id', '=', p.id),
);
