/**
 * The life of an egress-only rule. The AsyncTaskId in the answers shows that creation and deletion
 * take time; the names of the statuses are ours, after those of HAVIPs.
 */
export type Ipv6EgressOnlyRuleStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'ipv6-egress-only-rule.create', from: 'Creating', to: 'Available', dwell: 500 },
  delete: { kind: 'ipv6-egress-only-rule.delete', from: 'Deleting', to: undefined, dwell: 500 },
} as const satisfies Record<
  string,
  {
    kind: string;
    from: Ipv6EgressOnlyRuleStatus;
    to: Ipv6EgressOnlyRuleStatus | undefined;
    dwell: number;
  }
>;
