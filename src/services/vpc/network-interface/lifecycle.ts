/**
 * The life of a network interface. Source: docs 6401/70762, 6401/70759 and the
 * AttachNetworkInterface page; docs/lifecycle.md draws it.
 */
export type InterfaceStatus =
  | 'Creating'
  | 'Available'
  | 'Attaching'
  | 'InUse'
  | 'Detaching'
  | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'network-interface.create', from: 'Creating', to: 'Available', dwell: 1000 },
  attach: { kind: 'network-interface.attach', from: 'Attaching', to: 'InUse', dwell: 2000 },
  detach: { kind: 'network-interface.detach', from: 'Detaching', to: 'Available', dwell: 2000 },
  // A primary interface that another one has replaced.
  retire: { kind: 'network-interface.retire', from: 'Deleting', to: undefined, dwell: 2000 },
  delete: { kind: 'network-interface.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: InterfaceStatus; to: InterfaceStatus | undefined; dwell: number }
>;
