/**
 * The life of an instance. Source: the Status filter of DescribeInstances and docs 6396/67717;
 * docs/lifecycle.md draws it.
 */
export type InstanceStatus =
  | 'CREATING'
  | 'RUNNING'
  | 'STOPPING'
  | 'STOPPED'
  | 'STARTING'
  | 'REBOOTING'
  | 'REBUILDING'
  | 'RESIZING'
  | 'ERROR'
  | 'DELETING';

/** The transitions that the reconciler settles, with their dwell times (ours) in milliseconds. */
export const TRANSITIONS = {
  create: { kind: 'instance.create', from: 'CREATING', to: 'RUNNING', dwell: 5000 },
  start: { kind: 'instance.start', from: 'STARTING', to: 'RUNNING', dwell: 3000 },
  stop: { kind: 'instance.stop', from: 'STOPPING', to: 'STOPPED', dwell: 3000 },
  reboot: { kind: 'instance.reboot', from: 'REBOOTING', to: 'RUNNING', dwell: 4000 },
  // "The state that precedes the Running state": docs.byteplus.com/en/docs/ecs/Instance-lifecycle.
  resize: { kind: 'instance.resize', from: 'RESIZING', to: 'RUNNING', dwell: 5000 },
  rebuild: { kind: 'instance.rebuild', from: 'REBUILDING', to: 'RUNNING', dwell: 5000 },
  // The vendor names no status for this: only the new primary interface is in transition.
  move: { kind: 'instance.move', from: 'STOPPED', to: 'STOPPED', dwell: 2000 },
  delete: { kind: 'instance.delete', from: 'DELETING', to: undefined, dwell: 3000 },
} as const satisfies Record<
  string,
  { kind: string; from: InstanceStatus; to: InstanceStatus | undefined; dwell: number }
>;

/** No status says it: the data plane has the instance as its row says. */
export const PLACE = { kind: 'instance.place', dwell: 0 } as const;

/** The statuses in which each action may begin. */
export const STARTABLE: readonly string[] = ['STOPPED'];
export const STOPPABLE: readonly string[] = ['RUNNING'];
export const REBOOTABLE: readonly string[] = ['RUNNING'];
export const RESIZABLE: readonly string[] = ['STOPPED'];
/** "Stop it first, or what is being written is lost": it need not be stopped. Docs 6396/101073. */
export const REBUILDABLE: readonly string[] = ['STOPPED', 'RUNNING'];
export const MOVABLE: readonly string[] = ['STOPPED'];
export const DELETABLE: readonly string[] = ['RUNNING', 'STOPPED', 'ERROR'];

/** The statuses without a transition: the instance's attributes may change. */
export const STEADY: readonly string[] = ['RUNNING', 'STOPPED', 'ERROR'];

/** The same without the failed one. */
export const SETTLED: readonly string[] = ['RUNNING', 'STOPPED'];
