import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { type Tag, tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { bandwidthAt } from './bandwidth.ts';

/** An EIP as DescribeEipAddresses answers it. Source: the SDK's types. */
export const eipResult = () =>
  z.object({
    AllocationId: z.string(),
    EipAddress: z.string(),
    Name: z.string(),
    Description: z.string(),
    Status: z.string(),
    ISP: z.string(),
    BillingType: z.int(),
    Bandwidth: z.int(),
    BandwidthPackageId: z.string(),
    IpAddressPoolId: z.string(),
    InstanceType: z.string(),
    InstanceId: z.string(),
    ReleaseWithInstance: z.boolean(),
    SecurityProtectionTypes: z.array(z.string()),
    BusinessStatus: z.string(),
    LockReason: z.string(),
    ProjectName: z.string(),
    Tags: z.array(tagResult()),
    AllocationTime: z.string(),
    UpdatedAt: z.string(),
    ExpiredTime: z.string(),
    OverdueTime: z.string(),
    DeletedTime: z.string(),
  });

export type EipView = z.infer<ReturnType<typeof eipResult>>;

/** Views of the given rows, in their order. */
export async function viewEips(tx: Reader, rows: readonly EipRow[]): Promise<EipView[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => view(row, tx.now, tags.get(row.id) ?? []));
}

function view(row: EipRow, now: number, tags: Tag[]): EipView {
  return {
    AllocationId: row.id,
    EipAddress: row.ip_address,
    Name: row.name,
    Description: row.description,
    Status: row.status,
    ISP: row.isp,
    BillingType: row.billing_type,
    Bandwidth: row.independent_bandwidth || bandwidthAt(row, now),
    BandwidthPackageId: row.bandwidth_package_id,
    IpAddressPoolId: row.ip_address_pool_id,
    InstanceType: row.instance_type,
    InstanceId: row.instance_id,
    ReleaseWithInstance: row.release_with_instance === 1,
    SecurityProtectionTypes: JSON.parse(row.security_protection_types),
    BusinessStatus: 'Normal',
    LockReason: '',
    ProjectName: row.project_name,
    Tags: tags,
    AllocationTime: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
    ExpiredTime: row.expires_at === 0 ? '' : beijing(row.expires_at),
    OverdueTime: '',
    DeletedTime: '',
  };
}
