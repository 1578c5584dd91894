import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { policyNames } from '../auto-snapshot-policy/rows.ts';
import { snapshotCounts } from '../snapshot/rows.ts';
import { instancesOfVolumes } from './rows.ts';

const performance = () => z.object({ IOPS: z.int(), Throughput: z.int() });

/** A volume as DescribeVolumes answers it. Source: the SDK's types. */
export const volumeResult = () =>
  z.object({
    VolumeId: z.string(),
    VolumeName: z.string(),
    Description: z.string(),
    /** GiB, as a string: Terraform fails on a number. */
    Size: z.string(),
    VolumeType: z.string(),
    Kind: z.string(),
    Status: z.string(),
    InstanceId: z.string(),
    ImageId: z.string(),
    ZoneId: z.string(),
    ProjectName: z.string(),
    DeleteWithInstance: z.boolean(),
    DeleteProtection: z.boolean(),
    DeleteProtectionRetentionDays: z.int(),
    BillingType: z.int(),
    PayType: z.string(),
    RenewType: z.int(),
    TradeStatus: z.int(),
    CreatedAt: z.string(),
    UpdatedAt: z.string(),
    ExpiredTime: z.string(),
    OverdueTime: z.string(),
    OverdueReclaimTime: z.string(),
    DetachedTime: z.string(),
    ErrorDetail: z.string(),
    AutoSnapshotPolicyId: z.string(),
    AutoSnapshotPolicyName: z.string(),
    SnapshotCount: z.int(),
    SourceSnapshotId: z.string(),
    PlacementGroupId: z.string(),
    SubgroupNumber: z.int(),
    BurstEnabled: z.boolean(),
    BaselinePerformance: performance(),
    TotalPerformance: performance(),
    ExtraPerformance: performance().extend({ ExtraPerformanceTypeId: z.string() }),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
  });

export type VolumeView = z.infer<ReturnType<typeof volumeResult>>;

/** How a volume is billed. The numbers of BillingType are those of EIPs; RenewType 1 is by hand. */
const PAYMENT = {
  PrePaid: { BillingType: 1, PayType: 'pre', RenewType: 1 },
  PostPaid: { BillingType: 2, PayType: 'post', RenewType: 0 },
} as const;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewVolumes(tx: Reader, rows: readonly VolumeRow[]): Promise<VolumeView[]> {
  const ids = rows.map(({ id }) => id);
  const instances = await instancesOfVolumes(tx, rows);
  const policies = await policyNames(tx, rows);
  const snapshots = await snapshotCounts(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) => ({
    ...viewed(row, instances.get(row.instance_id)),
    AutoSnapshotPolicyName: policies.get(row.auto_snapshot_policy_id) ?? '',
    SnapshotCount: snapshots.get(row.id) ?? 0,
    Tags: tags.get(row.id) ?? [],
  }));
}

function viewed(
  row: VolumeRow,
  instance: Pick<InstanceRow, 'image_id' | 'expires_at'> | undefined,
) {
  const prePaid = row.charge_type === 'PrePaid';
  const extra = {
    IOPS: row.extra_performance_iops,
    Throughput: row.extra_performance_throughput,
  };
  return {
    VolumeId: row.id,
    VolumeName: row.name,
    Description: row.description,
    Size: String(row.size),
    VolumeType: row.volume_type,
    Kind: row.kind,
    Status: row.status,
    InstanceId: row.instance_id,
    ImageId: row.kind === 'system' ? (instance?.image_id ?? '') : '',
    ZoneId: row.zone_id,
    ProjectName: row.project_name,
    DeleteWithInstance: row.delete_with_instance === 1,
    DeleteProtection: row.delete_protection === 1,
    DeleteProtectionRetentionDays: row.delete_protection_retention,
    ...(prePaid ? PAYMENT.PrePaid : PAYMENT.PostPaid),
    TradeStatus: row.status === 'creating' ? 0 : 1,
    CreatedAt: beijing(row.created_at),
    UpdatedAt: beijing(row.updated_at),
    // A volume's subscription is its instance's.
    ExpiredTime: prePaid && instance?.expires_at ? beijing(instance.expires_at) : '',
    OverdueTime: '',
    OverdueReclaimTime: '',
    DetachedTime: row.detached_at === 0 ? '' : beijing(row.detached_at),
    ErrorDetail: '',
    AutoSnapshotPolicyId: row.auto_snapshot_policy_id,
    SourceSnapshotId: row.source_snapshot_id,
    PlacementGroupId: '',
    SubgroupNumber: 0,
    BurstEnabled: row.burst_enabled === 1,
    // How fast a type is by itself is not known.
    BaselinePerformance: { IOPS: 0, Throughput: 0 },
    TotalPerformance: extra,
    // An object always: Terraform reads a field of it, and fails on null.
    ExtraPerformance: { ExtraPerformanceTypeId: row.extra_performance_type, ...extra },
  };
}
