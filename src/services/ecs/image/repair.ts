import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { availableImage } from './image.rules.ts';
import { ownImageToChange } from './rows.ts';

/** Repairs a custom image, in which nothing is wrong. */
export const repairImage = writeAction({
  name: 'RepairImage',
  summary: 'repair an image, in which nothing is wrong',
  parameters: () => z.object({ ImageId: id() }),
  result: () => z.object({}),
  rules: availableImage,

  async facts(tx, { ImageId }, context) {
    return { customImage: await tx.first(ownImageToChange, ownKey(context, ImageId)) };
  },

  change: async () => ({}),
});
