import type { Rule } from '#core/action.ts';
import { existsUnnamed } from '#core/common.rules.ts';
import { SETTLED } from '#services/ecs/instance/lifecycle.ts';
import { ebsRefusals } from '../refusals.ts';

export interface ExtendFacts {
  /** GiB. */
  readonly newSize: number;
  readonly volume: { readonly Size: number } | undefined;
  readonly instanceStatus: string | undefined;
  /** The most that a volume of this kind may have, in GiB. */
  readonly largest: number;
}

/** The preconditions of ExtendVolume. Its table was not seen: codes and order are ours. */
export const extendRules: readonly Rule<ExtendFacts>[] = [
  existsUnnamed(ebsRefusals.VolumeNotFound, 'volume', 'volume'),
  {
    refusal: ebsRefusals.InstanceStatus,
    broken: ({ instanceStatus }) =>
      instanceStatus === undefined ? undefined : !SETTLED.includes(instanceStatus),
    because: ({ instanceStatus }) => `the instance is ${instanceStatus ?? 'absent'}`,
  },
  {
    refusal: ebsRefusals.SizeTooSmall,
    parameter: 'NewSize',
    broken: ({ volume, newSize }) => volume && newSize <= volume.Size,
    because: ({ volume, newSize }) => `${newSize} GiB, and the volume has ${volume?.Size ?? '?'}`,
  },
  {
    refusal: ebsRefusals.SizeTooLarge,
    parameter: 'NewSize',
    broken: ({ newSize, largest }) => newSize > largest,
    because: ({ newSize, largest }) => `${newSize} GiB of ${largest}`,
  },
];
