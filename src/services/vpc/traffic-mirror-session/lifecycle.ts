/** The life of a traffic mirror session. Source: Terraform waits for Active; the others are ours, after those of filter rules. */
export type TrafficMirrorSessionStatus = 'Creating' | 'Active' | 'Pending' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'traffic-mirror-session.create', from: 'Creating', to: 'Active', dwell: 1000 },
  modify: { kind: 'traffic-mirror-session.modify', from: 'Pending', to: 'Active', dwell: 500 },
  delete: { kind: 'traffic-mirror-session.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  {
    kind: string;
    from: TrafficMirrorSessionStatus;
    to: TrafficMirrorSessionStatus | undefined;
    dwell: number;
  }
>;
