import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { BandwidthPackageRow } from '#store/schema/bandwidth-package.ts';
import type { Reader } from '#store/store.ts';
import { eipsInPackages } from '../eip/package.ts';
import { ipv6InPackages } from '../ipv6-address-bandwidth/package.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** A bandwidth package as DescribeBandwidthPackages answers it. Source: the SDK's types. */
export const bandwidthPackageResult = () =>
  z.object({
    BandwidthPackageId: z.string(),
    BandwidthPackageName: z.string(),
    Description: z.string(),
    Status: z.string(),
    BusinessStatus: z.string(),
    ISP: z.string(),
    Protocol: z.string(),
    Bandwidth: z.int(),
    BillingType: z.int(),
    Ratio: z.int(),
    EipAddresses: z.array(z.object({ AllocationId: z.string(), EipAddress: z.string() })),
    SecurityProtectionTypes: z.array(z.string()),
    ProjectName: z.string(),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
    ExpiredTime: z.string(),
    OverdueTime: z.string(),
    DeletedTime: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewBandwidthPackages(
  tx: Reader,
  rows: readonly BandwidthPackageRow[],
): Promise<z.infer<ReturnType<typeof bandwidthPackageResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const eips = await eipsInPackages(tx, ids);
  const bandwidths = await ipv6InPackages(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) => ({
    BandwidthPackageId: row.id,
    BandwidthPackageName: row.name,
    Description: row.description,
    Status: row.status,
    BusinessStatus: 'Normal',
    ISP: row.isp,
    Protocol: row.protocol,
    Bandwidth: row.bandwidth,
    BillingType: row.billing_type,
    Ratio: 0,
    EipAddresses: [
      ...(eips.get(row.id) ?? []).map(({ id, ip_address }) => ({
        AllocationId: id,
        EipAddress: ip_address,
      })),
      ...(bandwidths.get(row.id) ?? []).map(({ id, ipv6_address }) => ({
        AllocationId: id,
        EipAddress: ipv6_address,
      })),
    ],
    SecurityProtectionTypes: JSON.parse(row.security_protection_types),
    ProjectName: row.project_name,
    Tags: tags.get(row.id) ?? [],
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
    ExpiredTime: row.expires_at === 0 ? '' : beijing(row.expires_at),
    OverdueTime: '',
    DeletedTime: '',
  }));
}
