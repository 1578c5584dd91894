/**
 * The life of an IPv6 gateway. That it can be in a wrong status is documented (DeleteIpv6Gateway),
 * and that clients wait for Available; the names of the other two are ours, after those of HAVIPs.
 */
export type Ipv6GatewayStatus = 'Creating' | 'Available' | 'Deleting';

/** What the reconciler settles, and how long it takes where time passes (ours), in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'ipv6-gateway.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'ipv6-gateway.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: Ipv6GatewayStatus; to: Ipv6GatewayStatus | undefined; dwell: number }
>;
