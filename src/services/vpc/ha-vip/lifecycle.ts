/**
 * The life of a high-availability virtual IP. Statuses: the vendor's API explorer. It is InUse
 * while something is associated with it. The vendor has no transient statuses for association and
 * disassociation, so both happen at once.
 */
export type HaVipStatus = 'Creating' | 'Available' | 'InUse' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'ha-vip.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'ha-vip.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: HaVipStatus; to: HaVipStatus | undefined; dwell: number }
>;

/** The status that follows from what is associated with it. */
export const steadyStatus = (members: number): HaVipStatus => (members > 0 ? 'InUse' : 'Available');
