/**
 * The life of an order of elastic scheduled instances (ESI). The names of these statuses are ours,
 * since the vendor's were not found. docs/lifecycle.md draws it.
 */
export type ScheduledInstanceStatus = 'Reserved' | 'Delivered' | 'Released' | 'Failed' | 'Canceled';

/** What happens at the times of the order. The instances' own transitions follow. */
export const TRANSITIONS = {
  deliver: { kind: 'scheduled-instance.deliver', from: 'Reserved', to: 'Delivered', dwell: 1000 },
  release: { kind: 'scheduled-instance.release', from: 'Delivered', to: 'Released', dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: ScheduledInstanceStatus; to: ScheduledInstanceStatus; dwell: number }
>;
