import type { ResourceRow } from './resource.ts';

export interface VolumeTables {
  volume: VolumeRow;
}

/** A volume, whether it is on an instance or free. */
export interface VolumeRow extends ResourceRow {
  zone_id: string;
  kind: 'system' | 'data';
  volume_type: string;
  /** GiB. */
  size: number;
  /** The instance that it is on, or is being attached to or detached from; '' while it is free. */
  instance_id: string;
  delete_with_instance: number;
  /** `PostPaid` or `PrePaid`, which ends when the instance's subscription does. */
  charge_type: string;
  /** The snapshot that it was made from, '' for none. */
  source_snapshot_id: string;
  burst_enabled: number;
  delete_protection: number;
  /** Days. */
  delete_protection_retention: number;
  /** `Balance`, `IOPS` or `Throughput`; '' for no extra performance. */
  extra_performance_type: string;
  extra_performance_iops: number;
  /** MB/s. */
  extra_performance_throughput: number;
  /** The policy by which snapshots are taken of it, '' for none. */
  auto_snapshot_policy_id: string;
  /** When it was last detached, 0 for never. */
  detached_at: number;
}
