import { query } from '#store/query.ts';
import type { IamUserGroupRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the account's groups. */
export const ownUserGroup = byName('iam_user_group');

/** The same, locked. */
export const ownUserGroupToChange = byNameToChange('iam_user_group');

export const addUserGroup = (tx: Writer, row: IamUserGroupRow): Promise<void> =>
  tx.insert('iam_user_group', row);

/** Writes what of a group can change. */
export const rewriteUserGroup = query((db, p: IamUserGroupRow) =>
  db
    .updateTable('iam_user_group')
    .set({
      name: p.name,
      display_name: p.display_name,
      description: p.description,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

export const userGroupGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_user_group').where('id', '=', p.id),
);
