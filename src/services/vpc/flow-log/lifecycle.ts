/**
 * The life of a flow log. Source of the statuses: Terraform and the description of the vendor's
 * Cloud Control resource, which also say that a change passes through Pending. That a new one is
 * Active is ours.
 */
export type FlowLogStatus = 'Creating' | 'Active' | 'Inactive' | 'Pending' | 'Deleting';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'flow-log.create', from: 'Creating', to: 'Active', dwell: 1000 },
  activate: { kind: 'flow-log.activate', from: 'Pending', to: 'Active', dwell: 500 },
  deactivate: { kind: 'flow-log.deactivate', from: 'Pending', to: 'Inactive', dwell: 500 },
  delete: { kind: 'flow-log.delete', from: 'Deleting', to: undefined, dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: FlowLogStatus; to: FlowLogStatus | undefined; dwell: number }
>;

/** The transition that leads back to the status that a settled flow log has. */
export function backTo(status: string) {
  return status === TRANSITIONS.deactivate.to ? TRANSITIONS.deactivate : TRANSITIONS.activate;
}
