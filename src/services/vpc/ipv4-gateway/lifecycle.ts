/** The life of an IPv4 gateway. The vendor's statuses are not known: they are those of its kin. */
export type Ipv4GatewayStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'ipv4-gateway.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'ipv4-gateway.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: Ipv4GatewayStatus; to: Ipv4GatewayStatus | undefined; dwell: number }
>;
