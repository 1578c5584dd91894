/** The life of a traffic mirror target. Source: the description of the vendor's Cloud Control resource; Deleting is ours. */
export type TrafficMirrorTargetStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'traffic-mirror-target.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'traffic-mirror-target.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  {
    kind: string;
    from: TrafficMirrorTargetStatus;
    to: TrafficMirrorTargetStatus | undefined;
    dwell: number;
  }
>;
