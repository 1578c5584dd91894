import { query } from '#store/query.ts';

/** Whether an account's organization trusts the service. */
export const trustOf = query((db, p: { accountId: string }) =>
  db.selectFrom('ipam_organization').select('account_id').where('account_id', '=', p.accountId),
);
