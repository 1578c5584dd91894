import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { ecsRefusals } from '../refusals.ts';

export type CustomImageFacts = Holding<
  'customImage',
  { readonly id: string; readonly status: string }
>;

const customImageExists = exists(ecsRefusals.ImageNotFound, 'customImage', 'custom image');

/** The preconditions of changing a custom image: it is the caller's, and it is available. */
export const availableImage: readonly Rule<CustomImageFacts>[] = [
  customImageExists,
  inStatus(ecsRefusals.ImageStatus, 'customImage', 'image', ['available']),
];

/** What else keeps an image from being deleted or exported. */
export interface BusyFacts extends CustomImageFacts {
  readonly copying: boolean;
  readonly exporting: boolean;
}

/** Nothing copies or exports the image. */
export const idleRules: readonly Rule<BusyFacts>[] = [
  {
    refusal: ecsRefusals.ImageIsCopying,
    broken: ({ copying }) => copying,
    because: ({ copying }) => `it is ${copying ? '' : 'not '}being copied`,
  },
  {
    refusal: ecsRefusals.ImageIsExporting,
    broken: ({ exporting }) => exporting,
    because: ({ exporting }) => `it is ${exporting ? '' : 'not '}being exported`,
  },
];

/** The preconditions of deleting one: docs 6396/120265. */
export const deleteRules: readonly Rule<BusyFacts & { readonly shared: number }>[] = [
  customImageExists,
  inStatus(ecsRefusals.ImageStatus, 'customImage', 'image', ['available', 'error']),
  {
    refusal: ecsRefusals.ImageShared,
    broken: ({ shared }) => shared > 0,
    because: ({ shared }) => `${shared} accounts may use it`,
  },
  ...idleRules,
];
