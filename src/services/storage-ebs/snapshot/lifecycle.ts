/**
 * The life of a snapshot. Source: SnapshotStatus of DescribeSnapshots; `failed` is for what does not
 * happen here, and a snapshot that is deleted is gone at once.
 */
export type SnapshotStatus = 'creating' | 'available' | 'rollbacking' | 'failed';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'snapshot.create', from: 'creating', to: 'available', dwell: 3000 },
  rollback: { kind: 'snapshot.rollback', from: 'rollbacking', to: 'available', dwell: 3000 },
} as const satisfies Record<
  string,
  { kind: string; from: SnapshotStatus; to: SnapshotStatus; dwell: number }
>;

/** The statuses in which a snapshot may be deleted. Source: DeleteSnapshot. */
export const DELETABLE: readonly string[] = ['available', 'failed'];
