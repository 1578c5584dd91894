/**
 * The life of a network ACL. Source: docs 6401/108589 and DescribeNetworkAclAttributes. The vendor
 * has only these two statuses: a change and a deletion have none of their own, and are done before
 * the answer.
 */
export type NetworkAclStatus = 'Creating' | 'Available';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'network-acl.create', from: 'Creating', to: 'Available', dwell: 500 },
} as const satisfies Record<
  string,
  { kind: string; from: NetworkAclStatus; to: NetworkAclStatus | undefined; dwell: number }
>;
