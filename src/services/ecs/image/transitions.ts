import type { Transition } from '#core/transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { endTasks } from './make.ts';
import { imageById } from './rows.ts';

/** How the reconciler settles what the actions began. */
export const imageTransitions: readonly Transition[] = [
  {
    kind: TRANSITIONS.create.kind,
    dwell: TRANSITIONS.create.dwell,
    async settle(tx, { resource_id }) {
      const image = await tx.first(imageById, { id: resource_id });
      if (image?.status !== TRANSITIONS.create.from) return false;
      await tx.update('image', image.id, {
        status: TRANSITIONS.create.to,
        ...(image.detection_status !== '' && { detection_status: 'Finished' }),
      });
      await endTasks(tx, image.id);
      return true;
    },
  },
  {
    kind: TRANSITIONS.export.kind,
    dwell: TRANSITIONS.export.dwell,
    async settle(tx, { resource_id }) {
      const image = await tx.first(imageById, { id: resource_id });
      if (image?.status !== TRANSITIONS.export.from) return false;
      await endTasks(tx, image.id);
      return true;
    },
  },
];
