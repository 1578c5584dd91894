import type { ResourceRow } from './resource.ts';

export interface HpcClusterTables {
  hpc_cluster: HpcClusterRow;
}

/** A high-performance cluster, into which instances of its zone are launched. */
export interface HpcClusterRow extends ResourceRow {
  zone_id: string;
}
