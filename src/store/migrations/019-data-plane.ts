import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { keyed, number, text } from './columns.ts';

export function dataPlane(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  return [
    number(keyed(db, 'network_revision'), ['revision']),
    number(text(keyed(db, 'plane_host'), ['plane_id', 'driver', 'host', 'process']), ['heard_at']),
    text(keyed(db, 'instance_binding'), ['kind', 'value']),
    schema
      .alterTable('ha_vip')
      .addColumn('holder_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
