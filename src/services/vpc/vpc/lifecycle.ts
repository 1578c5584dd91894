/**
 * The life of a VPC. Source: docs 6401/70492 for its making; the vendor's pages of
 * ModifyVpcAttributes and DeleteVpc for `Pending`, which says both "being changed" and "being
 * deleted". Only one of them can be on its way: each begins from Available.
 */
export type VpcStatus = 'Creating' | 'Pending' | 'Available';

/** What the reconciler settles, and how long it takes where time passes (ours), in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'vpc.create', from: 'Creating', to: 'Available', dwell: 1000 },
  modify: { kind: 'vpc.modify', from: 'Pending', to: 'Available', dwell: 500 },
  delete: { kind: 'vpc.delete', from: 'Pending', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: VpcStatus; to: VpcStatus | undefined; dwell: number }
>;
