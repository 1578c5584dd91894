import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about snapshots, their groups and policies. Documented ones: DeleteSnapshot,
 * docs.byteplus.com/zh-CN/docs/ecs/Deletesnapshot.
 */
export const snapshotRefusals = {
  SnapshotNotFound: {
    http: 404,
    code: 'SnapshotNotFound',
    message: 'The snapshot is not found.',
    source: 'documented',
  },
  SnapshotStatus: {
    http: 400,
    code: 'IncorrectSnapshotStatus',
    message: 'The status of the snapshot is invalid.',
    source: 'documented',
  },
  SnapshotOfOther: {
    http: 400,
    code: 'SnapshotVolumeMismatch',
    message: 'The snapshot is not one of the volume.',
    source: 'ours',
  },
  RetentionTooShort: {
    http: 400,
    code: 'InvalidRetentionDays.Malformed',
    message:
      'The specified RetentionDays is malformed. Ensure that it is larger than the current value.',
    source: 'ours',
  },
  SnapshotGroupNotFound: {
    http: 404,
    code: 'SnapshotGroupNotFound',
    message: 'The snapshot group is not found.',
    source: 'ours',
  },
  SnapshotGroupStatus: {
    http: 400,
    code: 'IncorrectSnapshotGroupStatus',
    message: 'The status of the snapshot group is invalid.',
    source: 'ours',
  },
  VolumesOfOneInstance: {
    http: 400,
    code: 'InvalidVolumeIds.Malformed',
    message:
      'The specified VolumeIds is malformed. Ensure that all volumes are attached to one instance.',
    source: 'ours',
  },
  SnapshotsOfVolumes: {
    http: 400,
    code: 'InvalidSnapshotIds.Malformed',
    message:
      'The specified SnapshotIds is malformed. Ensure that each volume has one snapshot of the group.',
    source: 'ours',
  },
  PolicyNotFound: {
    http: 404,
    code: 'AutoSnapshotPolicyNotFound',
    message: 'The auto snapshot policy is not found.',
    source: 'ours',
  },
  PolicyOfOther: {
    http: 400,
    code: 'AutoSnapshotPolicyNotApplied',
    message: 'The auto snapshot policy is not applied to the volume.',
    source: 'ours',
  },
  RepeatMalformed: {
    http: 400,
    code: 'InvalidRepeatDays.Malformed',
    message:
      'The specified RepeatDays is malformed. Ensure that either RepeatDays or RepeatWeekdays is given.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
