import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

export function instanceChanges(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  const number = (name: string, usual: number) =>
    schema
      .alterTable('instance')
      .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(usual));
  const text = (name: string, usual: string) =>
    schema
      .alterTable('instance')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(usual));
  return [
    number('threads_per_core', 2),
    text('cpu_topology_type', 'DiscreteCoreToHTMapping'),
    number('enable_jumbo_frame', 0),
    text('spot_price_limit', '0'),
  ];
}
