/** The life of a bandwidth package. Source of the statuses: the vendor's Terraform provider. */
export type BandwidthPackageStatus = 'Creating' | 'Available' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'bandwidth-package.create', from: 'Creating', to: 'Available', dwell: 1000 },
  delete: { kind: 'bandwidth-package.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  {
    kind: string;
    from: BandwidthPackageStatus;
    to: BandwidthPackageStatus | undefined;
    dwell: number;
  }
>;
