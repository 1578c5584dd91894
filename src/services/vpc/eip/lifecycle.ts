/**
 * The life of an EIP. Statuses: the vendor's API explorer; note `Attached`, not `InUse`.
 * docs/lifecycle.md draws it.
 */
export type EipStatus = 'Available' | 'Attaching' | 'Attached' | 'Detaching' | 'Deleting';

/** While an EIP is in transition, its interface cannot be attached or detached. */
export const EIP_MOVING: readonly EipStatus[] = ['Attaching', 'Detaching', 'Deleting'];

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  attach: { kind: 'eip.attach', from: 'Attaching', to: 'Attached', dwell: 2000 },
  detach: { kind: 'eip.detach', from: 'Detaching', to: 'Available', dwell: 2000 },
  release: { kind: 'eip.release', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: EipStatus; to: EipStatus | undefined; dwell: number }
>;
