/** The life of a NAT IP. Source: the cloud control provider's description. */
export type NatIpStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'nat-ip.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'nat-ip.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: NatIpStatus; to: NatIpStatus | undefined; dwell: number }
>;
