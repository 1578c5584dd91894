import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { type PackageBandwidthFacts, packageBandwidthRules } from './bandwidth.rules.ts';
import { availablePackage, type BandwidthPackageFacts } from './bandwidth-package.rules.ts';
import { leastBandwidth, MOST_BANDWIDTH, packageBandwidth } from './parameters.ts';
import { ownBandwidthPackageToChange } from './rows.ts';

/** The preconditions of ModifyBandwidthPackageSpec: its table, as far as it was seen. */
const modifyRules: readonly Rule<BandwidthPackageFacts & PackageBandwidthFacts>[] = [
  ...availablePackage,
  ...packageBandwidthRules,
];

/** Changes how much bandwidth a package has, at once. */
export const modifyBandwidthPackageSpec = writeAction({
  name: 'ModifyBandwidthPackageSpec',
  summary: 'change the bandwidth of a bandwidth package',
  parameters: () => z.object({ BandwidthPackageId: id(), Bandwidth: packageBandwidth() }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { BandwidthPackageId, Bandwidth }, context) {
    const key = ownKey(context, BandwidthPackageId);
    const bandwidthPackage = await tx.first(ownBandwidthPackageToChange, key);
    return {
      bandwidthPackage,
      bandwidth: bandwidthPackage && Bandwidth,
      least: leastBandwidth(bandwidthPackage?.billing_type ?? 0),
      most: MOST_BANDWIDTH,
    };
  },

  async change(tx, _, { BandwidthPackageId, Bandwidth }) {
    await tx.update('bandwidth_package', BandwidthPackageId, { bandwidth: Bandwidth });
    tx.touch('bandwidth_package', BandwidthPackageId);
    return {};
  },
});
