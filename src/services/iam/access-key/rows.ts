import { lockingQuery, query } from '#store/query.ts';
import type { IamAccessKeyRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';

interface OwnKey {
  readonly id: string;
  readonly account_id: string;
}

/** One of the keys that iam has made in the account. */
export const ownAccessKey = query((db, p: OwnKey) =>
  db
    .selectFrom('iam_access_key')
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id),
);

/** The same, locked. */
export const ownAccessKeyToChange = lockingQuery((db, p: OwnKey) =>
  db
    .selectFrom('iam_access_key')
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id),
);

/** A key, whoever has it. */
export const accessKeyById = query((db, p: { id: string }) =>
  db.selectFrom('iam_access_key').selectAll().where('id', '=', p.id),
);

/** The keys of a user; `user_id` is '' for those of the account itself. The quota keeps them few. */
export const keysOfUser = query((db, p: { account_id: string; user_id: string }) =>
  db
    .selectFrom('iam_access_key')
    .selectAll()
    .where('account_id', '=', p.account_id)
    .where('user_id', '=', p.user_id)
    .orderBy('created_at')
    .orderBy('id'),
);

export const addAccessKey = (tx: Writer, row: IamAccessKeyRow): Promise<void> =>
  tx.insert('iam_access_key', row);

export const setKeyStatus = query((db, p: { id: string; status: string; now: number }) =>
  db
    .updateTable('iam_access_key')
    .set({ status: p.status, updated_at: p.now })
    .where('id', '=', p.id),
);

export const noteKeyUse = query(
  (db, p: { id: string; service: string; region: string; now: number }) =>
    db
      .updateTable('iam_access_key')
      .set({ used_at: p.now, used_service: p.service, used_region: p.region })
      .where('id', '=', p.id),
);

export const accessKeyGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_access_key').where('id', '=', p.id),
);
