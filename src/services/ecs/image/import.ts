import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { flag, list, notOffered, text, word } from '#core/parameters.ts';
import { remainingQuota } from '#core/quota.ts';
import { ecsRefusals } from '../refusals.ts';
import { type BootFacts, bootModeFits } from './boot-mode.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeImage } from './make.ts';
import { bootMode, newImage } from './parameters.ts';
import { PLATFORMS } from './platforms.ts';

const importRules: readonly Rule<BootFacts & { readonly quotaLeft: number }>[] = [
  bootModeFits,
  withinQuota(ecsRefusals.ImageQuota, 'Images', 'quotaLeft'),
];

const SYSTEM_ALONE = 'an image has a system volume alone';

/** GiB. Nothing is fetched that would tell it. */
const USUAL_SIZE = 20;

/** Records an image as though its file had been fetched. It is creating, then available. */
export const importImage = writeAction({
  name: 'ImportImage',
  summary: 'record an image that a file would have; the file is not fetched',
  parameters: () =>
    z.object({
      Url: text(1024, 1),
      Platform: word(...PLATFORMS),
      PlatformVersion: text(64).optional(),
      OsType: z.enum(['Linux', 'Windows']).default('Linux'),
      Architecture: word('amd64', 'arm64').default('amd64'),
      BootMode: bootMode().optional(),
      LicenseType: text(64).optional(),
      NeedDetection: flag().default(true),
      ImportDataVolumes: notOffered(
        list(z.object({ DataVolumeUrl: notOffered(text(1024), SYSTEM_ALONE).optional() }), 16),
        SYSTEM_ALONE,
      ).optional(),
      ...newImage(),
    }),
  result: () => z.object({ ImageId: z.string() }),
  inert: { Url: 'there is no object storage, and nothing is fetched' },
  begins: [TRANSITIONS.create],
  rules: importRules,

  facts: async (tx, { Architecture, BootMode }, context) => ({
    architecture: Architecture,
    bootMode: BootMode,
    quotaLeft: await remainingQuota(tx, context, 'Images'),
  }),

  async change(tx, _, input, context) {
    const { Platform, PlatformVersion = '' } = input;
    const ImageId = await makeImage(tx, context, {
      type: 'ImportImage',
      name: input.ImageName,
      description: input.Description,
      projectName: input.ProjectName,
      tags: input.Tags,
      detect: input.NeedDetection,
      os_name: [Platform, PlatformVersion, '64 bit'].filter((part) => part !== '').join(' '),
      os_type: input.OsType,
      platform: Platform,
      platform_version: PlatformVersion,
      architecture: input.Architecture,
      boot_mode: input.BootMode ?? '',
      license_type: input.LicenseType ?? '',
      size: USUAL_SIZE,
      snapshot_id: '',
    });
    return { ImageId };
  },
});
