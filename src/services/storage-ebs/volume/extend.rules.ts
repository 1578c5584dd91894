import type { Rule } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { ebsRefusals } from '../refusals.ts';
import { instanceIsSettled, volumeExists, volumeIsSettled } from './volume.rules.ts';

export interface ExtendFacts {
  /** GiB. */
  readonly newSize: number;
  readonly volume:
    | { readonly id: string; readonly status: string; readonly size: number }
    | undefined;
  /** The instance that the volume is on, if any. */
  readonly instance: { readonly id: string; readonly status: string } | undefined;
  /** The maximum size of such a volume, in GiB. */
  readonly largest: number;
}

/** The preconditions of ExtendVolume. Its table was not seen: codes of ours and order are ours. */
export const extendRules: readonly Rule<ExtendFacts>[] = [
  volumeExists,
  volumeIsSettled,
  onlyWhere<ExtendFacts, ExtendFacts>(({ instance }) => instance !== undefined, instanceIsSettled),
  {
    refusal: ebsRefusals.SizeTooSmall,
    parameter: 'NewSize',
    broken: ({ volume, newSize }) => volume && newSize < volume.size,
    because: ({ volume, newSize }) => `${newSize} GiB, and the volume has ${volume?.size ?? '?'}`,
  },
  {
    refusal: ebsRefusals.SizeTooLarge,
    parameter: 'NewSize',
    broken: ({ newSize, largest }) => newSize > largest,
    because: ({ newSize, largest }) => `${newSize} GiB of ${largest}`,
  },
];
