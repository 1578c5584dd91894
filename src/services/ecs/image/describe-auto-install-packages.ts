import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { usableImage } from './rows.ts';

/** Lists what is installed by itself with an image on a family of types: nothing. */
export const describeAutoInstallPackages = readAction({
  name: 'DescribeAutoInstallPackages',
  summary: 'list the packages that are installed with an image: none',
  parameters: () => z.object({ ImageId: id(), InstanceTypeFamily: id() }),
  result: () =>
    z.object({
      Packages: z.array(
        z.object({
          Items: z.array(z.object({ Bin: z.string(), Version: z.string() })),
          // The vendor's spelling.
          PackgeId: z.string(),
          ScriptId: z.string(),
        }),
      ),
    }),
  inert: { InstanceTypeFamily: 'no family has packages' },
  refusals: [ecsRefusals.ImageNotFound],

  async view(tx, { ImageId }, context) {
    const { image } = await usableImage(tx, context, ImageId);
    if (image === undefined) refuse(ecsRefusals.ImageNotFound);
    return { Packages: [] };
  },
});
