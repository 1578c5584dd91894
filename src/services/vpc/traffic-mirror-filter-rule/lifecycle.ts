/** The life of a traffic mirror filter rule. Source: the description of the vendor's Cloud Control resource. */
export type TrafficMirrorFilterRuleStatus = 'Creating' | 'Available' | 'Pending' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: {
    kind: 'traffic-mirror-filter-rule.create',
    from: 'Creating',
    to: 'Available',
    dwell: 1000,
  },
  modify: {
    kind: 'traffic-mirror-filter-rule.modify',
    from: 'Pending',
    to: 'Available',
    dwell: 500,
  },
  delete: {
    kind: 'traffic-mirror-filter-rule.delete',
    from: 'Deleting',
    to: undefined,
    dwell: 1000,
  },
} as const satisfies Record<
  string,
  {
    kind: string;
    from: TrafficMirrorFilterRuleStatus;
    to: TrafficMirrorFilterRuleStatus | undefined;
    dwell: number;
  }
>;
