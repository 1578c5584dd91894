/**
 * The life of a snapshot group. Source: Status of DescribeSnapshotGroups; `failed` is for what does
 * not happen here, and a group that is deleted is gone at once.
 */
export type SnapshotGroupStatus = 'creating' | 'available' | 'failed';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'snapshot-group.create', from: 'creating', to: 'available', dwell: 3000 },
} as const satisfies Record<
  string,
  { kind: string; from: SnapshotGroupStatus; to: SnapshotGroupStatus; dwell: number }
>;
