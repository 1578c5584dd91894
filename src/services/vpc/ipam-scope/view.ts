import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { IpamScopeRow } from '#store/schema/ipam.ts';
import type { Reader } from '#store/store.ts';
import { countsOf } from '../ipam/counts.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** A scope as DescribeIpamScopes answers it. Source: the SDK's types. */
export const scopeResult = () =>
  z.object({
    IpamScopeId: z.string(),
    IpamScopeName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    IpamId: z.string(),
    IpamRegionId: z.string(),
    IpamScopeType: z.string(),
    IsDefault: z.boolean(),
    PoolCount: z.int(),
    Status: z.string(),
    Tags: z.array(tagResult()),
    CreateTime: z.string(),
    UpdateTime: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewScopes(
  tx: Reader,
  rows: readonly IpamScopeRow[],
): Promise<z.infer<ReturnType<typeof scopeResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const tags = await tagsOf(tx, ids);
  const pools = await countsOf(tx, 'ipam_pool', 'ipam_scope_id', ids);
  return rows.map((row) => ({
    IpamScopeId: row.id,
    IpamScopeName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    IpamId: row.ipam_id,
    IpamRegionId: row.region,
    IpamScopeType: row.type,
    IsDefault: row.is_default === 1,
    PoolCount: pools.get(row.id) ?? 0,
    Status: row.status,
    Tags: tags.get(row.id) ?? [],
    CreateTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}
