/**
 * The life of a prefix list. `Available` is what Terraform waits for; no page was seen, and the
 * other words are those that the vendor has for VPCs: docs/limits.md.
 */
export type PrefixListStatus = 'Creating' | 'Pending' | 'Available';

/** What the reconciler settles, and how long it takes where time passes (ours), in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'prefix-list.create', from: 'Creating', to: 'Available', dwell: 1000 },
  modify: { kind: 'prefix-list.modify', from: 'Pending', to: 'Available', dwell: 500 },
  delete: { kind: 'prefix-list.delete', from: 'Pending', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: PrefixListStatus; to: PrefixListStatus | undefined; dwell: number }
>;
