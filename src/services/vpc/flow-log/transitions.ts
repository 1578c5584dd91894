import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeFlowLog } from './remove.ts';
import { flowLogById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const flowLogTransitions: readonly Transition[] = [
  statusTransition('flow_log', TRANSITIONS.create),
  statusTransition('flow_log', TRANSITIONS.activate),
  statusTransition('flow_log', TRANSITIONS.deactivate),
  removalTransition(flowLogById, TRANSITIONS.delete, removeFlowLog),
];
