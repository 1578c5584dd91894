import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { type BootFacts, bootModeFits } from './boot-mode.rules.ts';
import { availableImage, type CustomImageFacts } from './image.rules.ts';
import { bootMode, imageDescription, imageName } from './parameters.ts';
import { ownImageToChange } from './rows.ts';

/** The preconditions of ModifyImageAttribute: its page's table. The order is ours. */
const modifyRules: readonly Rule<CustomImageFacts & BootFacts>[] = [
  ...availableImage,
  bootModeFits,
];

/** Changes attributes of a custom image, at once; an absent one stays as it is. */
export const modifyImageAttribute = writeAction({
  name: 'ModifyImageAttribute',
  summary: 'change attributes of an image',
  parameters: () =>
    z.object({
      ImageId: id(),
      ImageName: imageName().optional(),
      Description: imageDescription().optional(),
      BootMode: bootMode().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { ImageId, BootMode }, context) {
    const customImage = await tx.first(ownImageToChange, ownKey(context, ImageId));
    return { customImage, architecture: customImage?.architecture, bootMode: BootMode };
  },

  async change(tx, _, input) {
    await tx.update('image', input.ImageId, {
      ...(input.ImageName !== undefined && { name: input.ImageName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.BootMode !== undefined && { boot_mode: input.BootMode }),
    });
    return {};
  },
});
