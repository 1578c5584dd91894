import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface PackageBandwidthFacts {
  /** Undefined where there is no package. */
  readonly bandwidth: number | undefined;
  readonly least: number;
  readonly most: number;
}

const because = ({ bandwidth, least, most }: PackageBandwidthFacts) =>
  `${bandwidth ?? '?'} Mbps, of ${least} to ${most} for its billing type`;

/** How much bandwidth a package may have, by its billing type. */
export const packageBandwidthRules: readonly Rule<PackageBandwidthFacts>[] = [
  {
    refusal: vpcRefusals.BandwidthPackageTooSmall,
    parameter: 'Bandwidth',
    broken: ({ bandwidth, least }) => bandwidth !== undefined && bandwidth < least,
    because,
  },
  {
    refusal: vpcRefusals.BandwidthPackageTooLarge,
    parameter: 'Bandwidth',
    broken: ({ bandwidth, most }) => bandwidth !== undefined && bandwidth > most,
    because,
  },
];
