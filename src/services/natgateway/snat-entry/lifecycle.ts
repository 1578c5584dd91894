/**
 * The life of an SNAT entry. Source: the cloud control provider's description; that it is Pending
 * while it is changed is ours.
 */
export type SnatEntryStatus = 'Creating' | 'Available' | 'Pending' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'snat-entry.create', from: 'Creating', to: 'Available', dwell: 1000 },
  modify: { kind: 'snat-entry.modify', from: 'Pending', to: 'Available', dwell: 1000 },
  delete: { kind: 'snat-entry.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: SnatEntryStatus; to: SnatEntryStatus | undefined; dwell: number }
>;
