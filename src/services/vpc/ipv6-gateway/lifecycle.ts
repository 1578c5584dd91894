/**
 * The life of an IPv6 gateway. It is documented that it can be in a wrong status
 * (DeleteIpv6Gateway), and clients wait for Available; the names of the other two statuses are
 * ours, after those of HAVIPs.
 */
export type Ipv6GatewayStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'ipv6-gateway.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'ipv6-gateway.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: Ipv6GatewayStatus; to: Ipv6GatewayStatus | undefined; dwell: number }
>;
