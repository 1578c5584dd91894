import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, number, resource } from './columns.ts';

export function ipv4Gateways(db: Db): Compilable<unknown>[] {
  return [
    number(resource(db, 'ipv4_gateway'), ['enabled']).addColumn('vpc_id', 'text'),
    index(db, 'ipv4_gateway_by_account', 'ipv4_gateway', 'account_id', 'region', 'id'),
    index(db, 'ipv4_gateway_one_per_vpc', 'ipv4_gateway', 'vpc_id').unique(),
    dynamic(db)
      .schema.alterTable('vpc')
      .addColumn('ipv4_private', 'bigint', (column) => column.notNull().defaultTo(0)),
  ];
}
