import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { listQuery } from '#store/query.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import type { Reader } from '#store/store.ts';
import { countsOf } from '../ipam/counts.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** A pool as DescribeIpamPools answers it. Source: the SDK's types. */
export const poolResult = () =>
  z.object({
    IpamPoolId: z.string(),
    IpamPoolName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    IpamId: z.string(),
    IpamRegionId: z.string(),
    IpamScopeId: z.string(),
    IpamScopeType: z.string(),
    IpVersion: z.string(),
    SourceIpamPoolId: z.string(),
    PoolRegionId: z.string(),
    PoolDepth: z.int(),
    HasSubPool: z.boolean(),
    AutoImport: z.boolean(),
    AllocationDefaultCidrMask: z.int(),
    AllocationMinCidrMask: z.int(),
    AllocationMaxCidrMask: z.int(),
    Status: z.string(),
    Tags: z.array(tagResult()),
    CreateTime: z.string(),
    UpdateTime: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewPools(
  tx: Reader,
  rows: readonly IpamPoolRow[],
): Promise<z.infer<ReturnType<typeof poolResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const tags = await tagsOf(tx, ids);
  const subPools = await countsOf(tx, 'ipam_pool', 'source_ipam_pool_id', ids);
  const scopeIds = [...new Set(rows.map(({ ipam_scope_id }) => ipam_scope_id))];
  const types = new Map(
    (await tx.allOf(typesOfScopes, scopeIds)).map(({ id, type }) => [id, type]),
  );
  return rows.map((row) => ({
    IpamPoolId: row.id,
    IpamPoolName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    IpamId: row.ipam_id,
    IpamRegionId: row.region,
    IpamScopeId: row.ipam_scope_id,
    IpamScopeType: types.get(row.ipam_scope_id) ?? '',
    IpVersion: row.ip_version,
    SourceIpamPoolId: row.source_ipam_pool_id,
    PoolRegionId: row.pool_region_id,
    PoolDepth: row.depth,
    HasSubPool: (subPools.get(row.id) ?? 0) > 0,
    AutoImport: row.auto_import === 1,
    // An integer has no way to say that there is none.
    AllocationDefaultCidrMask: Math.max(0, row.allocation_default_cidr_mask),
    AllocationMinCidrMask: Math.max(0, row.allocation_min_cidr_mask),
    AllocationMaxCidrMask: Math.max(0, row.allocation_max_cidr_mask),
    Status: row.status,
    Tags: tags.get(row.id) ?? [],
    CreateTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}

const typesOfScopes = listQuery((db, ids) =>
  db.selectFrom('ipam_scope').select(['id', 'type']).where('id', 'in', ids),
);
