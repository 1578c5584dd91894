/**
 * The life of a network ACL. Source: docs 6401/108589 and DescribeNetworkAclAttributes. The vendor
 * has these two statuses alone: a change and a deletion show none of their own, and are done when
 * they are answered.
 */
export type NetworkAclStatus = 'Creating' | 'Available';

/** What the reconciler settles, and how long it takes where time passes (ours), in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'network-acl.create', from: 'Creating', to: 'Available', dwell: 500 },
} as const satisfies Record<
  string,
  { kind: string; from: NetworkAclStatus; to: NetworkAclStatus | undefined; dwell: number }
>;
