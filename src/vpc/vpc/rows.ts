import { lockingQuery, query } from '../../store/query.ts';
import type { Reader } from '../../store/store.ts';

/** One VPC of the caller's, whole. */
export const ownVpc = query((db, p: { id: string; account_id: string; region: string }) =>
  db
    .selectFrom('vpc')
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region),
);

/** The same, for an action that changes it or what stands in it. */
export const ownVpcToChange = lockingQuery(
  (db, p: { id: string; account_id: string; region: string }) =>
    db
      .selectFrom('vpc')
      .selectAll()
      .where('id', '=', p.id)
      .where('account_id', '=', p.account_id)
      .where('region', '=', p.region),
);

export const vpcById = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('vpc').selectAll().where('id', '=', p.id),
);

/** The system route tables of VPCs by the VPC's id. */
export async function routeTablesOfVpcs(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('vpc').select(['id', 'route_table_id']).where('id', 'in', ids),
  );
  return new Map(rows.map((row) => [row.id, row.route_table_id]));
}

/** The names of VPCs by id. */
export async function vpcNames(tx: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('vpc').select(['id', 'name']).where('id', 'in', ids),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
