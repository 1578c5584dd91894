import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

export function hpcClusters(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  return [
    schema
      .alterTable('instance')
      .addColumn('hpc_cluster_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
