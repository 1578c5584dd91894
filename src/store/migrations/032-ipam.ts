import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, number, resource, text } from './columns.ts';

export function ipam(db: Db): Compilable<unknown>[] {
  const byAccount = (table: string) =>
    index(db, `${table}_by_account`, table, 'account_id', 'region', 'id');
  const plain = (table: string, columns: readonly string[]) =>
    text(db.schema.createTable(table), columns);
  return [
    text(resource(db, 'ipam'), [
      'operating_regions',
      'private_default_scope_id',
      'public_default_scope_id',
      'default_resource_discovery_id',
      'default_association_id',
    ]),
    byAccount('ipam'),

    number(text(resource(db, 'ipam_scope'), ['ipam_id', 'type']), ['is_default']),
    byAccount('ipam_scope'),
    index(db, 'ipam_scope_by_ipam', 'ipam_scope', 'ipam_id', 'id'),

    number(
      text(resource(db, 'ipam_pool'), [
        'ipam_id',
        'ipam_scope_id',
        'ip_version',
        'source_ipam_pool_id',
        'pool_region_id',
      ]),
      [
        'depth',
        'auto_import',
        'allocation_default_cidr_mask',
        'allocation_min_cidr_mask',
        'allocation_max_cidr_mask',
      ],
    ),
    byAccount('ipam_pool'),
    index(db, 'ipam_pool_by_scope', 'ipam_pool', 'ipam_scope_id', 'id'),
    index(db, 'ipam_pool_by_ipam', 'ipam_pool', 'ipam_id', 'id'),
    index(db, 'ipam_pool_by_source', 'ipam_pool', 'source_ipam_pool_id', 'id'),
    index(db, 'ipam_pool_importing', 'ipam_pool', 'account_id', 'auto_import', 'id'),

    number(plain('ipam_pool_cidr', ['ipam_pool_id', 'cidr_block']), ['created_at']),
    index(db, 'ipam_pool_cidr_once', 'ipam_pool_cidr', 'ipam_pool_id', 'cidr_block').unique(),

    text(resource(db, 'ipam_pool_allocation'), [
      'ipam_pool_id',
      'cidr_block',
      'source_cidr_block',
      'resource_type',
      'resource_id',
      'resource_region',
    ]),
    byAccount('ipam_pool_allocation'),
    index(
      db,
      'ipam_pool_allocation_once',
      'ipam_pool_allocation',
      'ipam_pool_id',
      'cidr_block',
    ).unique(),
    index(db, 'ipam_pool_allocation_by_resource', 'ipam_pool_allocation', 'resource_id', 'id'),

    number(text(resource(db, 'ipam_resource_discovery'), ['operating_regions']), ['is_default']),
    byAccount('ipam_resource_discovery'),

    number(
      text(resource(db, 'ipam_resource_discovery_association'), [
        'ipam_id',
        'ipam_resource_discovery_id',
      ]),
      ['is_default'],
    ),
    byAccount('ipam_resource_discovery_association'),
    index(
      db,
      'ipam_resource_discovery_association_once',
      'ipam_resource_discovery_association',
      'ipam_id',
      'ipam_resource_discovery_id',
    ).unique(),
    index(
      db,
      'ipam_resource_discovery_association_by_discovery',
      'ipam_resource_discovery_association',
      'ipam_resource_discovery_id',
      'id',
    ),

    number(
      plain('ipam_resource_cidr', ['ipam_id', 'resource_id', 'resource_cidr', 'ipam_scope_id']),
      ['monitored'],
    ),
    index(
      db,
      'ipam_resource_cidr_once',
      'ipam_resource_cidr',
      'ipam_id',
      'resource_id',
      'resource_cidr',
    ).unique(),
    index(db, 'ipam_resource_cidr_by_resource', 'ipam_resource_cidr', 'resource_id'),
    index(db, 'ipam_resource_cidr_by_scope', 'ipam_resource_cidr', 'ipam_scope_id'),

    number(plain('ipam_organization', ['account_id']), ['created_at']),
    index(db, 'ipam_organization_once', 'ipam_organization', 'account_id').unique(),
  ];
}
