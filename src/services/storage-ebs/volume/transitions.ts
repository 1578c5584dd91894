import { removalTransition, statusTransition, type Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeVolume } from './remove.ts';
import { volumeById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const volumeTransitions: readonly Transition[] = [
  statusTransition('volume', TRANSITIONS.create),
  statusTransition('volume', TRANSITIONS.createAttached),
  statusTransition('volume', TRANSITIONS.attach),
  {
    ...TRANSITIONS.detach,
    oneStatement: true,
    settle(tx, { resource_id }) {
      tx.touchNothing();
      return tx.advance('volume', resource_id, TRANSITIONS.detach, {
        instance_id: '',
        detached_at: tx.now,
      });
    },
  },
  statusTransition('volume', TRANSITIONS.extend),
  statusTransition('volume', TRANSITIONS.extendAttached),
  removalTransition(volumeById, TRANSITIONS.delete, removeVolume),
];
