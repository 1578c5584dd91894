import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import type { Writer } from '#store/store.ts';
import type { VolumeStatus } from './lifecycle.ts';

/** Performance in addition to what a volume's size and type give. */
export interface ExtraPerformance {
  readonly ExtraPerformanceTypeId: string;
  readonly IOPS: number;
  /** MB/s. */
  readonly Throughput: number;
}

/** What a new volume is made of. */
export interface NewVolume {
  readonly accountId: string;
  readonly status: VolumeStatus;
  readonly zoneId: string;
  readonly projectName: string;
  readonly kind: VolumeRow['kind'];
  readonly type: string;
  /** GiB. */
  readonly size: number;
  /** Absent to use the id. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** The instance that it is on, or is to be. */
  readonly instanceId?: string | undefined;
  readonly deleteWithInstance?: boolean | undefined;
  readonly chargeType?: string | undefined;
  readonly snapshotId?: string | undefined;
  readonly burst?: boolean | undefined;
  readonly deleteProtection?: boolean | undefined;
  /** Days. */
  readonly deleteProtectionRetention?: number | undefined;
  readonly extraPerformance?: ExtraPerformance | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** How long what deletion protection keeps is kept, in days. Source: CreateVolume. */
export const USUAL_PROTECTION_DAYS = 30;

/** Makes a volume. Resolves to its id. */
export async function makeVolume(tx: Writer, context: Context, spec: NewVolume): Promise<string> {
  const id = context.ids.resource(RESOURCES.volume.idPrefix, 20);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  await tx.insert('volume', {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    zone_id: spec.zoneId,
    kind: spec.kind,
    volume_type: spec.type,
    size: spec.size,
    instance_id: spec.instanceId ?? '',
    delete_with_instance: spec.deleteWithInstance ? 1 : 0,
    charge_type: spec.chargeType ?? 'PostPaid',
    source_snapshot_id: spec.snapshotId ?? '',
    burst_enabled: spec.burst ? 1 : 0,
    delete_protection: spec.deleteProtection ? 1 : 0,
    delete_protection_retention: spec.deleteProtectionRetention ?? USUAL_PROTECTION_DAYS,
    extra_performance_type: spec.extraPerformance?.ExtraPerformanceTypeId ?? '',
    extra_performance_iops: spec.extraPerformance?.IOPS ?? 0,
    extra_performance_throughput: spec.extraPerformance?.Throughput ?? 0,
    auto_snapshot_policy_id: '',
    detached_at: 0,
  });
  await addTags(tx, owner, 'volume', spec.tags);
  return id;
}
