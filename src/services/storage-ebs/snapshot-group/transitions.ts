import type { Transition } from '#core/transition.ts';
import { settleSnapshotsIn } from '../snapshot/group-hooks.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** How the reconciler settles what the actions began. */
export const snapshotGroupTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.create,
    async settle(tx, { resource_id }) {
      tx.touchNothing();
      const settled = await tx.advance('snapshot_group', resource_id, TRANSITIONS.create);
      if (settled) await settleSnapshotsIn(tx, resource_id);
      return settled;
    },
  },
];
