import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { IpamResourceDiscoveryRow } from '#store/schema/ipam.ts';
import type { Reader } from '#store/store.ts';
import { regionsOf } from '../ipam/regions.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** A discovery as DescribeIpamResourceDiscoveries answers it. Source: the SDK's types. */
export const discoveryResult = () =>
  z.object({
    IpamResourceDiscoveryId: z.string(),
    IpamResourceDiscoveryName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    IpamResourceDiscoveryRegionId: z.string(),
    IpamResourceDiscoveryType: z.string(),
    IsDefault: z.boolean(),
    OperatingRegions: z.array(z.string()),
    Status: z.string(),
    Tags: z.array(tagResult()),
    CreateTime: z.string(),
    UpdateTime: z.string(),
  });

/** The type of a discovery: the one that an IPAM is made with is the system's. */
export const typeOf = (isDefault: number): string => (isDefault === 1 ? 'system' : 'custom');

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewDiscoveries(
  tx: Reader,
  rows: readonly IpamResourceDiscoveryRow[],
): Promise<z.infer<ReturnType<typeof discoveryResult>>[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    IpamResourceDiscoveryId: row.id,
    IpamResourceDiscoveryName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    IpamResourceDiscoveryRegionId: row.region,
    IpamResourceDiscoveryType: typeOf(row.is_default),
    IsDefault: row.is_default === 1,
    OperatingRegions: regionsOf(row.operating_regions),
    Status: row.status,
    Tags: tags.get(row.id) ?? [],
    CreateTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}
