import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import { remainingQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import { ecsRefusals } from '../refusals.ts';
import { availableImage, type CustomImageFacts } from './image.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeImage } from './make.ts';
import { newImage } from './parameters.ts';
import { ownImageToChange } from './rows.ts';

interface CopyFacts extends CustomImageFacts {
  readonly destination: string;
  readonly regionExists: boolean;
  readonly quotaLeft: number;
}

const copyRules: readonly Rule<CopyFacts>[] = [
  ...availableImage,
  {
    refusal: ecsRefusals.RegionNotFound,
    parameter: 'DestinationRegion',
    broken: ({ regionExists }) => !regionExists,
    because: ({ destination, regionExists }) =>
      `${destination} is ${regionExists ? '' : 'not '}a region`,
  },
  withinQuota(ecsRefusals.ImageQuota, 'Images', 'quotaLeft'),
];

/** Copies a custom image into a region. The copy is creating, then available. */
export const copyImage = writeAction({
  name: 'CopyImage',
  summary: 'copy an image into another region',
  parameters: () =>
    z.object({
      ImageId: id(),
      DestinationRegion: id(),
      CopyImageTags: flag().default(false),
      ...newImage(),
    }),
  result: () => z.object({ ImageId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: copyRules,

  async facts(tx, { ImageId, DestinationRegion }, context) {
    const region = context.world.regions.find((each) => each.id === DestinationRegion);
    const there = region && { ...context, region };
    return {
      customImage: await tx.first(ownImageToChange, ownKey(context, ImageId)),
      destination: DestinationRegion,
      regionExists: region !== undefined,
      there,
      quotaLeft: there ? await remainingQuota(tx, there, 'Images') : 0,
    };
  },

  async change(tx, { customImage, there }, input) {
    const source = customImage ?? refuse(ecsRefusals.ImageNotFound);
    const target = there ?? refuse(ecsRefusals.RegionNotFound);
    const own = input.Tags ?? [];
    const copied = input.CopyImageTags
      ? ((await tagsOf(tx, [source.id])).get(source.id) ?? [])
      : [];
    const ImageId = await makeImage(tx, target, {
      type: 'CopyImage',
      sourceImageId: source.id,
      name: input.ImageName,
      description: input.Description,
      projectName: input.ProjectName,
      // A tag of the request's takes the place of a copied one.
      tags: [...copied.filter(({ Key }) => !own.some((each) => each.Key === Key)), ...own],
      detect: source.detection_status !== '',
      os_name: source.os_name,
      os_type: source.os_type,
      platform: source.platform,
      platform_version: source.platform_version,
      architecture: source.architecture,
      boot_mode: source.boot_mode,
      license_type: source.license_type,
      size: source.size,
      snapshot_id: '',
    });
    return { ImageId };
  },
});
