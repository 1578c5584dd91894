/**
 * The life of a custom route. Source: docs 6401/70771; that a route is `Pending` while it is being
 * deleted is ours.
 */
export type RouteEntryStatus = 'Pending' | 'Available';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'route-entry.create', from: 'Pending', to: 'Available', dwell: 1000 },
  modify: { kind: 'route-entry.modify', from: 'Pending', to: 'Available', dwell: 500 },
  delete: { kind: 'route-entry.delete', from: 'Pending', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: RouteEntryStatus; to: RouteEntryStatus | undefined; dwell: number }
>;
