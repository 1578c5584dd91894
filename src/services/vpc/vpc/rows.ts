import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's VPCs, with all columns. */
export const ownVpc = owned('vpc');

/** The same, locked: for an action that changes it or what is in it. */
export const ownVpcToChange = ownedToChange('vpc');

export const vpcById = byId('vpc');

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
  const rows = await tx.allOf(namesOf, ids);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const namesOf = listQuery((db, ids) =>
  db.selectFrom('vpc').select(['id', 'name']).where('id', 'in', ids),
);
