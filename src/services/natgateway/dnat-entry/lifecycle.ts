/**
 * The life of a DNAT entry. Source: the cloud control provider's description; that it is Pending
 * while it is changed is ours.
 */
export type DnatEntryStatus = 'Creating' | 'Available' | 'Pending' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'dnat-entry.create', from: 'Creating', to: 'Available', dwell: 1000 },
  modify: { kind: 'dnat-entry.modify', from: 'Pending', to: 'Available', dwell: 1000 },
  delete: { kind: 'dnat-entry.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: DnatEntryStatus; to: DnatEntryStatus | undefined; dwell: number }
>;
