import { type Compilable, sql } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, resource, text } from './columns.ts';

export function routes(db: Db): Compilable<unknown>[] {
  const schema = dynamic(db).schema;
  return [
    text(resource(db, 'route_table'), ['vpc_id', 'type', 'associate_type']),
    index(db, 'route_table_by_account', 'route_table', 'account_id', 'region', 'id'),
    index(db, 'route_table_by_vpc', 'route_table', 'vpc_id', 'id'),

    schema
      .createTable('route_table_subnet')
      .addColumn('subnet_id', 'text', (column) => column.primaryKey())
      .addColumn('route_table_id', 'text', (column) => column.notNull()),
    index(db, 'route_table_subnet_by_table', 'route_table_subnet', 'route_table_id', 'subnet_id'),

    text(resource(db, 'route_entry'), [
      'vpc_id',
      'route_table_id',
      'destination',
      'next_hop_type',
      'next_hop_id',
      'next_hop_name',
    ]),
    index(
      db,
      'route_entry_one_per_destination',
      'route_entry',
      'route_table_id',
      'destination',
    ).unique(),
    index(db, 'route_entry_by_next_hop', 'route_entry', 'next_hop_id', 'id'),
    index(db, 'route_entry_by_vpc', 'route_entry', 'vpc_id', 'id'),
    index(db, 'route_entry_by_destination', 'route_entry', 'destination', 'id'),

    // VPCs from before this step have an id for their system table, and no row.
    db
      .insertInto('route_table')
      .columns([
        'id',
        'account_id',
        'region',
        'project_name',
        'name',
        'description',
        'status',
        'revision',
        'created_at',
        'updated_at',
        'vpc_id',
        'type',
        'associate_type',
      ])
      .onConflict((conflict) => conflict.doNothing())
      .expression((vpcs) =>
        vpcs
          .selectFrom('vpc')
          .select((vpc) => [
            'route_table_id',
            'account_id',
            'region',
            'project_name',
            'route_table_id as name',
            sql.lit('').as('description'),
            sql.lit('Available').as('status'),
            vpc.lit(1).as('revision'),
            'created_at',
            'created_at as updated_at',
            'id as vpc_id',
            sql.lit('System').as('type'),
            sql.lit('Subnet').as('associate_type'),
          ])
          // Without it SQLite would take the conflict clause for a part of the join.
          .where(sql<boolean>`true`),
      ),
  ];
}
