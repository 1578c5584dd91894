import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { IpamRow } from '#store/schema/ipam.ts';
import type { Reader } from '#store/store.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { countsOf } from './counts.ts';
import { regionsOf } from './regions.ts';

/** An IPAM as DescribeIpams answers it. Source: the SDK's types. */
export const ipamResult = () =>
  z.object({
    IpamId: z.string(),
    IpamName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    IpamRegionId: z.string(),
    OperatingRegions: z.array(z.string()),
    PrivateDefaultScopeId: z.string(),
    PublicDefaultScopeId: z.string(),
    DefaultResourceDiscoveryId: z.string(),
    DefaultResourceDiscoveryAssociationId: z.string(),
    ScopeCount: z.int(),
    ResourceDiscoveryAssociationCount: z.int(),
    Status: z.string(),
    Tags: z.array(tagResult()),
    CreateTime: z.string(),
    UpdateTime: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewIpams(
  tx: Reader,
  rows: readonly IpamRow[],
): Promise<z.infer<ReturnType<typeof ipamResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const tags = await tagsOf(tx, ids);
  const scopes = await countsOf(tx, 'ipam_scope', 'ipam_id', ids);
  const associations = await countsOf(tx, 'ipam_resource_discovery_association', 'ipam_id', ids);
  return rows.map((row) => ({
    IpamId: row.id,
    IpamName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    IpamRegionId: row.region,
    OperatingRegions: regionsOf(row.operating_regions),
    PrivateDefaultScopeId: row.private_default_scope_id,
    PublicDefaultScopeId: row.public_default_scope_id,
    DefaultResourceDiscoveryId: row.default_resource_discovery_id,
    DefaultResourceDiscoveryAssociationId: row.default_association_id,
    ScopeCount: scopes.get(row.id) ?? 0,
    ResourceDiscoveryAssociationCount: associations.get(row.id) ?? 0,
    Status: row.status,
    Tags: tags.get(row.id) ?? [],
    CreateTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}
