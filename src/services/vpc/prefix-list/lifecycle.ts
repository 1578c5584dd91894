/** The life of a prefix list. Source: docs 6401/1124625, 1124627 and 1124628. */
export type PrefixListStatus = 'Creating' | 'Pending' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'prefix-list.create', from: 'Creating', to: 'Available', dwell: 1000 },
  modify: { kind: 'prefix-list.modify', from: 'Pending', to: 'Available', dwell: 500 },
  delete: { kind: 'prefix-list.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: PrefixListStatus; to: PrefixListStatus | undefined; dwell: number }
>;
