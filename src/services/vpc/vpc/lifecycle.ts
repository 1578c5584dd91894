/**
 * The life of a VPC. Source: docs 6401/70492 for its creation; the vendor's pages of
 * ModifyVpcAttributes and DeleteVpc for `Pending`, which stands for both "being changed" and "being
 * deleted". Only one of them can be under way: each begins from Available.
 */
export type VpcStatus = 'Creating' | 'Pending' | 'Available';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'vpc.create', from: 'Creating', to: 'Available', dwell: 1000 },
  modify: { kind: 'vpc.modify', from: 'Pending', to: 'Available', dwell: 500 },
  delete: { kind: 'vpc.delete', from: 'Pending', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: VpcStatus; to: VpcStatus | undefined; dwell: number }
>;
