import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface RegionFacts {
  /** A named region that does not exist, if there is one. */
  readonly unknownRegion: string | undefined;
  /** A region to be removed that something needs, if there is one. */
  readonly neededRegion?: string | undefined;
}

/** The regions exist, and those that something needs stay. */
export const regionRules: readonly Rule<RegionFacts>[] = [
  {
    refusal: vpcRefusals.IpamRegionNotFound,
    args: ({ unknownRegion }) => [unknownRegion ?? ''],
    broken: ({ unknownRegion }) => unknownRegion !== undefined,
    because: ({ unknownRegion }) =>
      unknownRegion === undefined ? 'every region exists' : `there is no ${unknownRegion}`,
  },
  {
    refusal: vpcRefusals.IpamRegionInUse,
    args: ({ neededRegion }) => [neededRegion ?? ''],
    broken: ({ neededRegion }) => neededRegion !== undefined,
    because: ({ neededRegion }) =>
      neededRegion === undefined ? 'no region is needed' : `${neededRegion} is needed`,
  },
];
