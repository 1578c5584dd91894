/** The life of an IP address pool. The vendor's statuses are not known: they are those of its kin. */
export type IpAddressPoolStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'ip-address-pool.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'ip-address-pool.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: IpAddressPoolStatus; to: IpAddressPoolStatus | undefined; dwell: number }
>;
