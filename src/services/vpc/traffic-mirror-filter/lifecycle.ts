/** The life of a traffic mirror filter. Source: Terraform waits for Available, and a change is done at once; the other two are ours. */
export type TrafficMirrorFilterStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'traffic-mirror-filter.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'traffic-mirror-filter.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  {
    kind: string;
    from: TrafficMirrorFilterStatus;
    to: TrafficMirrorFilterStatus | undefined;
    dwell: number;
  }
>;
