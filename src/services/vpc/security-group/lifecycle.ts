/**
 * The life of a security group. Source: docs 6401/70747. The vendor has only these two statuses: a
 * change and a deletion have none of their own, and are done before the answer.
 */
export type SecurityGroupStatus = 'Creating' | 'Available';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'security-group.create', from: 'Creating', to: 'Available', dwell: 500 },
} as const satisfies Record<
  string,
  { kind: string; from: SecurityGroupStatus; to: SecurityGroupStatus | undefined; dwell: number }
>;
