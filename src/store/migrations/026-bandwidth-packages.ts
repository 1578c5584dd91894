import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, keyed, number, resource, text } from './columns.ts';

export function bandwidthPackages(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(resource(db, 'bandwidth_package'), ['isp', 'protocol', 'security_protection_types']),
      ['bandwidth', 'billing_type', 'expires_at'],
    ),
    index(db, 'bandwidth_package_by_account', 'bandwidth_package', 'account_id', 'region', 'id'),
    ...['eip', 'ipv6_address_bandwidth'].flatMap((table) => [
      dynamic(db)
        .schema.alterTable(table)
        .addColumn('bandwidth_package_id', 'text', (column) => column.notNull().defaultTo('')),
      dynamic(db)
        .schema.alterTable(table)
        .addColumn('independent_bandwidth', 'bigint', (column) => column.notNull().defaultTo(0)),
      index(db, `${table}_by_bandwidth_package`, table, 'bandwidth_package_id', 'id'),
    ]),
    number(text(keyed(db, 'eip_traffic'), ['eip_id', 'figures']), ['day']),
    index(db, 'eip_traffic_by_eip', 'eip_traffic', 'eip_id', 'day'),
  ];
}
