import { owned, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's HPC clusters, with all columns. */
export const ownHpcCluster = owned('hpc_cluster');

/** The same, locked: for an action that changes it, or puts an instance into it. */
export const ownHpcClusterToChange = ownedToChange('hpc_cluster');

/** An instance in a cluster, if there is one; one that is being deleted does not count. */
export const instanceInHpcCluster = query(
  (db, p: { hpcClusterId: string; account_id: string; region: string }) =>
    db
      .selectFrom('instance')
      .select('id')
      .where('account_id', '=', p.account_id)
      .where('region', '=', p.region)
      .where('hpc_cluster_id', '=', p.hpcClusterId)
      .where('status', '!=', 'DELETING')
      .limit(1),
);
