/**
 * The life of a security group. Source: docs 6401/70747. The vendor has these two statuses alone:
 * a change and a deletion show none of their own, and are done when they are answered.
 */
export type SecurityGroupStatus = 'Creating' | 'Available';

/** What the reconciler settles, and how long it takes where time passes (ours), in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'security-group.create', from: 'Creating', to: 'Available', dwell: 500 },
} as const satisfies Record<
  string,
  { kind: string; from: SecurityGroupStatus; to: SecurityGroupStatus | undefined; dwell: number }
>;
