/**
 * The life of an instance group. It is Available at once, since CreateInstanceGroup answers no task.
 * The names of the statuses are ours, after those of HaVips.
 */
export type InstanceGroupStatus = 'Available' | 'Pending' | 'Deleting';

export const AVAILABLE: InstanceGroupStatus = 'Available';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  modify: { kind: 'instance-group.modify', from: 'Pending', to: AVAILABLE, dwell: 500 },
  delete: { kind: 'instance-group.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: InstanceGroupStatus; to: InstanceGroupStatus | undefined; dwell: number }
>;
