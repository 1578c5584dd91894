import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { availableImage } from './image.rules.ts';
import { ownImageToChange } from './rows.ts';

/** Looks at a custom image, at once, and finds nothing wrong with it. */
export const detectImage = writeAction({
  name: 'DetectImage',
  summary: 'look for faults in an image: there are none',
  parameters: () => z.object({ ImageId: id() }),
  result: () => z.object({}),
  rules: availableImage,

  async facts(tx, { ImageId }, context) {
    return { customImage: await tx.first(ownImageToChange, ownKey(context, ImageId)) };
  },

  async change(tx, _, { ImageId }) {
    await tx.update('image', ImageId, { detection_status: 'Finished' });
    return {};
  },
});
