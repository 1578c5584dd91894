import type { Compilable, Kysely } from 'kysely';
import type { Db } from '../schema.ts';

export function hpcClusters(db: Db): Compilable<unknown>[] {
  const { schema } = db as unknown as Kysely<never>;
  return [
    schema
      .alterTable('instance')
      .addColumn('hpc_cluster_id', 'text', (column) => column.notNull().defaultTo('')),
  ];
}
