import { lockingQuery, query } from '#store/query.ts';
import type { IamLoginProfileRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';

/** The login profile of a user, by the user's id. */
export const loginProfileOf = query((db, p: { id: string }) =>
  db.selectFrom('iam_login_profile').selectAll().where('id', '=', p.id),
);

/** The same, locked. */
export const loginProfileToChange = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('iam_login_profile').selectAll().where('id', '=', p.id),
);

export const addLoginProfile = (tx: Writer, row: IamLoginProfileRow): Promise<void> =>
  tx.insert('iam_login_profile', row);

/** Writes what of a login profile can change. */
export const rewriteLoginProfile = query((db, p: IamLoginProfileRow) =>
  db
    .updateTable('iam_login_profile')
    .set({
      login_allowed: p.login_allowed,
      password_reset_required: p.password_reset_required,
      safe_auth_flag: p.safe_auth_flag,
      safe_auth_type: p.safe_auth_type,
      safe_auth_exempt_required: p.safe_auth_exempt_required,
      safe_auth_exempt_unit: p.safe_auth_exempt_unit,
      safe_auth_exempt_duration: p.safe_auth_exempt_duration,
      password_at: p.password_at,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

export const loginProfileGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_login_profile').where('id', '=', p.id),
);
