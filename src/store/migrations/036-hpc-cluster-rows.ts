import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, resource, text } from './columns.ts';

export function hpcClusterRows(db: Db): Compilable<unknown>[] {
  return [
    text(resource(db, 'hpc_cluster'), ['zone_id']),
    index(db, 'hpc_cluster_by_account', 'hpc_cluster', 'account_id', 'region', 'id'),
    index(db, 'instance_by_hpc_cluster', 'instance', 'account_id', 'region', 'hpc_cluster_id'),
  ];
}
