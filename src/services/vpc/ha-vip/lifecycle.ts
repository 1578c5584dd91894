/**
 * The life of a high-availability virtual IP. Statuses: the vendor's API explorer. It is InUse while
 * something is associated with it; there are no statuses on the way to and from that, so both
 * happen at once.
 */
export type HaVipStatus = 'Creating' | 'Available' | 'InUse' | 'Deleting';

/** What the reconciler settles, and how long it takes where time passes (ours), in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'ha-vip.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'ha-vip.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: HaVipStatus; to: HaVipStatus | undefined; dwell: number }
>;

/** The status by what is associated with it. */
export const steadyStatus = (members: number): HaVipStatus => (members > 0 ? 'InUse' : 'Available');
