import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import type { BandwidthPackageRow } from '#store/schema/bandwidth-package.ts';
import { ipv6InPackages } from '../ipv6-address-bandwidth/package.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { availablePackage } from './bandwidth-package.rules.ts';
import { billsDualStack } from './parameters.ts';
import { ownBandwidthPackageToChange } from './rows.ts';

interface ModifyFacts {
  readonly bandwidthPackage:
    | Pick<BandwidthPackageRow, 'id' | 'status' | 'protocol' | 'billing_type'>
    | undefined;
  /** Whether it is to take both families; undefined to leave that as it is. */
  readonly dualStack: boolean | undefined;
  /** The public bandwidth of any IPv6 address in it. */
  readonly ipv6: string | undefined;
}

/** The preconditions of ModifyBandwidthPackageAttributes; its table was seen in part. */
const modifyRules: readonly Rule<ModifyFacts>[] = [
  ...availablePackage,
  {
    refusal: vpcRefusals.DualStackBillingMalformed,
    parameter: 'EnableDualStack',
    broken: ({ bandwidthPackage, dualStack }) =>
      bandwidthPackage && dualStack && !billsDualStack(bandwidthPackage.billing_type),
    because: ({ bandwidthPackage, dualStack }) =>
      `EnableDualStack is ${dualStack ?? 'absent'}, BillingType ${bandwidthPackage?.billing_type ?? '?'}`,
  },
  {
    refusal: vpcRefusals.DualStackMalformed,
    parameter: 'EnableDualStack',
    broken: ({ bandwidthPackage, dualStack, ipv6 }) =>
      dualStack === false && bandwidthPackage?.protocol === 'Dual-stack' && ipv6 !== undefined,
    because: ({ dualStack, ipv6 }) =>
      `EnableDualStack is ${dualStack ?? 'absent'}, of IPv6 it has ${ipv6 ?? 'nothing'}`,
  },
];

/**
 * Changes the given attributes of a bandwidth package, at once; the others stay. One that no longer
 * takes both families takes IPv4.
 */
export const modifyBandwidthPackageAttributes = writeAction({
  name: 'ModifyBandwidthPackageAttributes',
  summary: 'change name, description and protocol of a bandwidth package',
  parameters: () =>
    z.object({
      BandwidthPackageId: id(),
      BandwidthPackageName: resourceName().optional(),
      Description: description().optional(),
      EnableDualStack: flag().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { BandwidthPackageId, EnableDualStack }, context) {
    const key = ownKey(context, BandwidthPackageId);
    const bandwidthPackage = await tx.first(ownBandwidthPackageToChange, key);
    const ipv6 = bandwidthPackage && (await ipv6InPackages(tx, [bandwidthPackage.id]));
    return {
      bandwidthPackage,
      dualStack: EnableDualStack,
      ipv6: ipv6?.get(BandwidthPackageId)?.[0]?.id,
    };
  },

  async change(tx, { bandwidthPackage, dualStack }, input) {
    const isDualStack = bandwidthPackage?.protocol === 'Dual-stack';
    await tx.update('bandwidth_package', input.BandwidthPackageId, {
      ...(input.BandwidthPackageName !== undefined && { name: input.BandwidthPackageName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(dualStack === true && { protocol: 'Dual-stack' }),
      ...(dualStack === false && isDualStack && { protocol: 'IPv4' }),
    });
    return {};
  },
});
