import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type BandwidthPackageFacts = Holding<
  'bandwidthPackage',
  { readonly id: string; readonly status: string }
>;

export const bandwidthPackageExists = exists(
  vpcRefusals.BandwidthPackageNotFound,
  'bandwidthPackage',
  'bandwidth package',
);

export const bandwidthPackageIsAvailable = inStatus(
  vpcRefusals.BandwidthPackageInvalidStatus,
  'bandwidthPackage',
  'bandwidth package',
  ['Available'],
);

/** The preconditions on the package, for every action that changes it or what is in it. */
export const availablePackage: readonly Rule<BandwidthPackageFacts>[] = [
  bandwidthPackageExists,
  bandwidthPackageIsAvailable,
];
