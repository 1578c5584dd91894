import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, number, resource, type Table, text } from './columns.ts';

/** IP address pools, EIPs of them, and the high-resolution monitoring of EIPs. */
export function ipAddressPools(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  return [
    text(resource(db, 'ip_address_pool'), ['isp']),
    index(db, 'ip_address_pool_by_account', 'ip_address_pool', 'account_id', 'region', 'id'),

    number(
      text(schema.createTable('ip_address_pool_block') as Table, [
        'ip_address_pool_id',
        'region',
        'cidr_block',
      ]),
      ['first', 'last', 'created_at'],
    ),
    index(
      db,
      'ip_address_pool_block_one_per_address',
      'ip_address_pool_block',
      'region',
      'first',
    ).unique(),
    index(db, 'ip_address_pool_block_by_pool', 'ip_address_pool_block', 'ip_address_pool_id'),

    ...['ip_address_pool_id', 'log_project_name', 'log_topic_name'].map((name) =>
      schema.alterTable('eip').addColumn(name, 'text', (column) => column.notNull().defaultTo('')),
    ),
    index(db, 'eip_by_ip_address_pool', 'eip', 'ip_address_pool_id', 'id'),
  ];
}
