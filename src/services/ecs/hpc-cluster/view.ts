import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { HpcClusterRow } from '#store/schema/hpc-cluster.ts';
import type { Reader } from '#store/store.ts';

/** An HPC cluster as an answer shows it. Source: the SDK's types. */
export const hpcClusterResult = () =>
  z.object({
    HpcClusterId: z.string(),
    Name: z.string(),
    Description: z.string(),
    ProjectName: z.string(),
    VpcId: z.string(),
    ZoneId: z.string(),
    Tags: z.array(tagResult()),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
  });

export type HpcClusterView = z.infer<ReturnType<typeof hpcClusterResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewHpcClusters(
  tx: Reader,
  rows: readonly HpcClusterRow[],
): Promise<HpcClusterView[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    HpcClusterId: row.id,
    Name: row.name,
    Description: row.description,
    ProjectName: row.project_name,
    // No request can give a cluster a VPC.
    VpcId: '',
    ZoneId: row.zone_id,
    Tags: tags.get(row.id) ?? [],
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
  }));
}
