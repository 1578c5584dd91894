import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { VolumeOfInstance } from '#services/ecs/instance/volume-rows.ts';

const performance = z.object({ IOPS: z.int(), Throughput: z.int() });

/** A volume as DescribeVolumes answers it. Source: the SDK's types. */
export const volumeResult = z.object({
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
  BaselinePerformance: performance,
  TotalPerformance: performance,
  ExtraPerformance: performance.extend({ ExtraPerformanceTypeId: z.string() }),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
});

/** How a volume is paid for: with its instance. The numbers are those of EIPs. */
const PAYMENT = {
  PrePaid: { BillingType: 1, PayType: 'pre' },
  PostPaid: { BillingType: 2, PayType: 'post' },
} as const;

/** A struct of nothing: Terraform fails on null, where it reads a field of it. */
const NO_EXTRA_PERFORMANCE = { ExtraPerformanceTypeId: '', IOPS: 0, Throughput: 0 };

export function viewVolume({
  instance,
  ...volume
}: VolumeOfInstance): z.infer<typeof volumeResult> {
  const { expires_at, instance_charge_type } = instance;
  return {
    VolumeId: volume.VolumeId,
    VolumeName: volume.VolumeId,
    Description: '',
    Size: String(volume.Size),
    VolumeType: volume.VolumeType,
    Kind: volume.Kind,
    Status: 'attached',
    InstanceId: instance.id,
    ImageId: volume.Kind === 'system' ? instance.image_id : '',
    ZoneId: instance.zone_id,
    ProjectName: instance.project_name,
    DeleteWithInstance: volume.DeleteWithInstance,
    DeleteProtection: false,
    DeleteProtectionRetentionDays: 0,
    ...(instance_charge_type === 'PrePaid' ? PAYMENT.PrePaid : PAYMENT.PostPaid),
    RenewType: 0,
    TradeStatus: 0,
    CreatedAt: beijing(instance.created_at),
    UpdatedAt: beijing(instance.updated_at),
    ExpiredTime: expires_at === 0 ? '' : beijing(expires_at),
    OverdueTime: '',
    OverdueReclaimTime: '',
    DetachedTime: '',
    ErrorDetail: '',
    AutoSnapshotPolicyId: '',
    AutoSnapshotPolicyName: '',
    SnapshotCount: 0,
    SourceSnapshotId: volume.SnapshotId ?? '',
    PlacementGroupId: '',
    SubgroupNumber: 0,
    BurstEnabled: volume.BurstEnabled ?? false,
    BaselinePerformance: { IOPS: 0, Throughput: 0 },
    TotalPerformance: { IOPS: 0, Throughput: 0 },
    ExtraPerformance: volume.ExtraPerformance ?? NO_EXTRA_PERFORMANCE,
    Tags: [],
  };
}
