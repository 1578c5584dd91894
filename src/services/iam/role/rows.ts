import { query } from '#store/query.ts';
import type { IamRoleRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the roles that iam has made in the account. */
export const ownRole = byName('iam_role');

/** The same, locked. */
export const ownRoleToChange = byNameToChange('iam_role');

/** A role, whoever has it. */
export const roleById = query((db, p: { id: string }) =>
  db.selectFrom('iam_role').selectAll().where('id', '=', p.id),
);

export const addRole = (tx: Writer, row: IamRoleRow): Promise<void> => tx.insert('iam_role', row);

/** Writes what of a role can change. */
export const rewriteRole = query((db, p: IamRoleRow) =>
  db
    .updateTable('iam_role')
    .set({
      name: p.name,
      display_name: p.display_name,
      description: p.description,
      trust_policy_document: p.trust_policy_document,
      max_session_duration: p.max_session_duration,
      tags: p.tags,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

/** Writes the tags of a role. */
export const retagRole = query((db, p: { id: string; tags: string }) =>
  db.updateTable('iam_role').set({ tags: p.tags }).where('id', '=', p.id),
);

export const roleGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_role').where('id', '=', p.id),
);
