import { lockingQuery } from '../../store/query.ts';

/** One subnet of the caller's, whole, for an action that changes it or what stands in it. */
export const ownSubnetToChange = lockingQuery(
  (db, p: { id: string; account_id: string; region: string }) =>
    db
      .selectFrom('subnet')
      .selectAll()
      .where('id', '=', p.id)
      .where('account_id', '=', p.account_id)
      .where('region', '=', p.region),
);
