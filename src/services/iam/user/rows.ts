import { query } from '#store/query.ts';
import type { IamUserRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the account's users. */
export const ownUser = byName('iam_user');

/** The same, locked. */
export const ownUserToChange = byNameToChange('iam_user');

export const userById = query((db, p: { id: string; account_id: string }) =>
  db
    .selectFrom('iam_user')
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id),
);

export const addUser = (tx: Writer, row: IamUserRow): Promise<void> => tx.insert('iam_user', row);

/** Writes what of a user can change. */
export const rewriteUser = query((db, p: IamUserRow) =>
  db
    .updateTable('iam_user')
    .set({
      name: p.name,
      display_name: p.display_name,
      description: p.description,
      email: p.email,
      mobile_phone: p.mobile_phone,
      tags: p.tags,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

/** Writes the tags of a user. */
export const retagUser = query((db, p: { id: string; tags: string }) =>
  db.updateTable('iam_user').set({ tags: p.tags }).where('id', '=', p.id),
);

/** Writes how a user proves who it is. */
export const secureUser = query(
  (db, p: Pick<IamUserRow, 'id' | 'safe_auth_type' | 'safe_auth_exempt_duration'>) =>
    db
      .updateTable('iam_user')
      .set({
        safe_auth_type: p.safe_auth_type,
        safe_auth_exempt_duration: p.safe_auth_exempt_duration,
      })
      .where('id', '=', p.id),
);

export const userGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_user').where('id', '=', p.id),
);
