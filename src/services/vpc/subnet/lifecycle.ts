/**
 * The life of a subnet. Source: docs 6401/70496, 6401/70745 and 6401/70746. `Pending` stands for
 * "being made", "being changed" and "being deleted". Only one of them can be under way, since a
 * change and a deletion begin from Available.
 */
export type SubnetStatus = 'Pending' | 'Available';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'subnet.create', from: 'Pending', to: 'Available', dwell: 1000 },
  modify: { kind: 'subnet.modify', from: 'Pending', to: 'Available', dwell: 500 },
  delete: { kind: 'subnet.delete', from: 'Pending', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: SubnetStatus; to: SubnetStatus | undefined; dwell: number }
>;
