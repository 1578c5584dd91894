/**
 * The life of a NAT gateway. Source: the cloud control provider's description of `ngw`. Whatever
 * changes it, an EIP or an entry of its own too, takes it out of Available for a moment, so that
 * changes exclude each other; that it is Pending then is ours.
 */
export type NatGatewayStatus = 'Creating' | 'Available' | 'Pending' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'nat-gateway.create', from: 'Creating', to: 'Available', dwell: 3000 },
  modify: { kind: 'nat-gateway.modify', from: 'Pending', to: 'Available', dwell: 1000 },
  delete: { kind: 'nat-gateway.delete', from: 'Deleting', to: undefined, dwell: 2000 },
} as const satisfies Record<
  string,
  { kind: string; from: NatGatewayStatus; to: NatGatewayStatus | undefined; dwell: number }
>;
