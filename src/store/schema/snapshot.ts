import type { ResourceRow } from './resource.ts';

export interface SnapshotTables {
  snapshot: SnapshotRow;
  snapshot_group: SnapshotGroupRow;
  auto_snapshot_policy: AutoSnapshotPolicyRow;
}

/** A snapshot, with what it keeps of its volume, which it may outlive. */
export interface SnapshotRow extends ResourceRow {
  volume_id: string;
  volume_name: string;
  volume_kind: string;
  volume_type: string;
  /** GiB. */
  volume_size: number;
  zone_id: string;
  /** The group that it was taken with, '' for none. */
  snapshot_group_id: string;
  /** Days from its creation, 0 for ever. */
  retention_days: number;
}

/** Snapshots of several volumes of one instance, taken together. */
export interface SnapshotGroupRow extends ResourceRow {
  instance_id: string;
}

/** When snapshots of the volumes that follow it are to be taken. */
export interface AutoSnapshotPolicyRow extends ResourceRow {
  /** JSON list of texts: hours from 0 to 23, in UTC+8. */
  time_points: string;
  /** JSON list of texts: 1 for Monday to 7; empty where days are counted. */
  repeat_weekdays: string;
  /** 0 where weekdays are given. */
  repeat_days: number;
  /** Days that its snapshots are kept, -1 for ever. */
  retention_days: number;
}
