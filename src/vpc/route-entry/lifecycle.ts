/**
 * The life of a custom route. `Available` is what Terraform waits for; no page was seen, and
 * `Pending` is the word that the vendor has for subnets: docs/limits.md.
 */
export type RouteEntryStatus = 'Pending' | 'Available';

/** What the reconciler settles, and how long it takes where time passes (ours), in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'route-entry.create', from: 'Pending', to: 'Available', dwell: 1000 },
  modify: { kind: 'route-entry.modify', from: 'Pending', to: 'Available', dwell: 500 },
  delete: { kind: 'route-entry.delete', from: 'Pending', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: RouteEntryStatus; to: RouteEntryStatus | undefined; dwell: number }
>;
