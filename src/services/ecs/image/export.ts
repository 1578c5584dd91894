import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, text } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { availableImage, idleRules } from './image.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { beginTask } from './make.ts';
import { ownImageToChange, runningCopies, runningTasks } from './rows.ts';

const NO_STORAGE = 'there is no object storage, and nothing is written';

/** Records the export of a custom image. Its task is Running, then Succeeded. */
export const exportImage = writeAction({
  name: 'ExportImage',
  summary: 'record the export of an image; nothing is written',
  parameters: () => z.object({ ImageId: id(), TOSBucket: text(64, 1), TOSPrefix: text(256, 1) }),
  result: () => z.object({ TaskId: z.string() }),
  inert: { TOSBucket: NO_STORAGE, TOSPrefix: NO_STORAGE },
  begins: [TRANSITIONS.export],
  rules: [...availableImage, ...idleRules],

  async facts(tx, { ImageId: imageId }, context) {
    return {
      customImage: await tx.first(ownImageToChange, ownKey(context, imageId)),
      copying: (await tx.all(runningCopies, { imageId })).length > 0,
      exporting: (await tx.all(runningTasks, { imageId })).length > 0,
    };
  },

  async change(tx, _, { ImageId }, context) {
    // The row is written, so that of two exports the second finds the task of the first.
    await tx.update('image', ImageId, { status: TRANSITIONS.export.from });
    const TaskId = await beginTask(tx, context, 'ExportImage', ImageId);
    await scheduleTransition(tx, context, TRANSITIONS.export, ImageId);
    return { TaskId };
  },
});
