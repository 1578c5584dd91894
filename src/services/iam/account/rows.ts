import { query } from '#store/query.ts';
import type { IamAccountSettingRow } from '#store/schema/iam.ts';

/** What an account has set for all of its users, if it has set anything. */
export const settingsOf = query((db, p: { account_id: string }) =>
  db.selectFrom('iam_account_setting').selectAll().where('account_id', '=', p.account_id),
);

/** Writes it anew. */
export const rewriteSettings = query((db, p: IamAccountSettingRow) =>
  db
    .updateTable('iam_account_setting')
    .set({ enable_ip_list: p.enable_ip_list, ip_list: p.ip_list, updated_at: p.updated_at })
    .where('id', '=', p.id),
);
