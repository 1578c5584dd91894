/**
 * The life of an invocation: the statuses are those that Terraform waits for. `Pending` is never
 * met: what is not for later begins at once.
 */
export type InvocationStatus =
  | 'Scheduled'
  | 'Running'
  | 'Success'
  | 'PartialFailed'
  | 'Failed'
  | 'Stopped'
  | 'Finished';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  run: { kind: 'invocation.run', from: 'Running', to: 'Success', dwell: 1000 },
  /** At a time of its own, and again while it is repeated. */
  repeat: { kind: 'invocation.repeat', from: 'Scheduled', to: 'Finished', dwell: 1000 },
  /** What goes on in instances is ended once it is Stopped. */
  stop: { kind: 'invocation.stop', from: 'Stopped', to: 'Stopped', dwell: 1000 },
} as const satisfies Record<
  string,
  { kind: string; from: InvocationStatus; to: InvocationStatus; dwell: number }
>;

/** The statuses in which it can be stopped; in the others it can be deleted. */
export const UNDER_WAY: readonly string[] = ['Scheduled', 'Running'];
