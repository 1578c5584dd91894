import type { ExpressionBuilder } from 'kysely';
import { owned, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';
import type { Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's route tables, with all columns. */
export const ownRouteTable = owned('route_table');

/** The same, locked: for an action that changes it, its routes or its subnets. */
export const ownRouteTableToChange = ownedToChange('route_table');

/** The tables of a VPC; a quota keeps them few. */
export const tablesOfVpc = query((db, p: { vpcId: string }) =>
  db.selectFrom('route_table').select(['id', 'type']).where('vpc_id', '=', p.vpcId),
);

/** Any one table of a VPC that was not made with it. */
export const aCustomTable = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('route_table')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('type', '<>', 'System')
    .limit(1),
);

/** The custom table of a subnet; none when it is on the system one. */
export const tableOfSubnet = query((db, p: { subnetId: string }) =>
  db.selectFrom('route_table_subnet').selectAll().where('subnet_id', '=', p.subnetId),
);

/** Any one subnet on a custom table. */
export const aSubnetOn = query((db, p: { routeTableId: string }) =>
  db
    .selectFrom('route_table_subnet')
    .select('subnet_id')
    .where('route_table_id', '=', p.routeTableId)
    .limit(1),
);

/** The custom tables of subnets by the subnet's id. */
export async function customTablesOfSubnets(
  tx: Reader,
  subnetIds: readonly string[],
): Promise<Map<string, string>> {
  if (subnetIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('route_table_subnet').selectAll().where('subnet_id', 'in', subnetIds),
  );
  return new Map(rows.map((row) => [row.subnet_id, row.route_table_id]));
}

/** The same, for all subnets of the given VPCs. */
export async function customTablesInVpcs(
  tx: Reader,
  vpcIds: readonly string[],
): Promise<Map<string, string>> {
  if (vpcIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('route_table')
      .innerJoin('route_table_subnet as on', 'on.route_table_id', 'route_table.id')
      .select(['on.subnet_id', 'on.route_table_id'])
      .where('route_table.vpc_id', 'in', vpcIds),
  );
  return new Map(rows.map((row) => [row.subnet_id, row.route_table_id]));
}

/**
 * A condition that a subnet is on a table: by an association, or, for the system table of its VPC,
 * by having none.
 */
export function onTable(where: ExpressionBuilder<Tables, 'subnet'>, routeTableId: string) {
  const associated = where
    .selectFrom('route_table_subnet')
    .select('route_table_subnet.route_table_id')
    .whereRef('route_table_subnet.subnet_id', '=', 'subnet.id');
  const ofVpc = where
    .selectFrom('route_table')
    .select('route_table.id')
    .where('route_table.id', '=', routeTableId)
    .where('route_table.type', '=', 'System')
    .whereRef('route_table.vpc_id', '=', 'subnet.vpc_id');
  // A scalar subquery for each subnet: for an "exists", an engine might read all associations.
  return where(where.fn.coalesce(associated, ofVpc), '=', routeTableId);
}
