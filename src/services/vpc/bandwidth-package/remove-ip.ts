import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { availablePackage, type BandwidthPackageFacts } from './bandwidth-package.rules.ts';
import { isInPackage, settledMember } from './member.rules.ts';
import { changeMember, IN_NO_PACKAGE, type Member, memberNamed } from './member.ts';
import { ownBandwidthPackageToChange } from './rows.ts';

interface RemoveFacts extends BandwidthPackageFacts {
  readonly member: Member | undefined;
  readonly bandwidthPackageId: string;
}

/** The preconditions of RemoveBandwidthPackageIp: its table, as far as it was seen. */
const removeRules: readonly Rule<RemoveFacts>[] = [
  ...availablePackage,
  ...settledMember,
  isInPackage,
];

/**
 * Takes an EIP, or the public bandwidth of an IPv6 address, out of a bandwidth package, at once. It
 * has its own bandwidth again.
 */
export const removeBandwidthPackageIp = writeAction({
  name: 'RemoveBandwidthPackageIp',
  summary: 'take an EIP or the public bandwidth of an IPv6 address out of a bandwidth package',
  parameters: () => z.object({ BandwidthPackageId: id(), AllocationId: id() }),
  result: () => z.object({}),
  rules: removeRules,

  async facts(tx, { BandwidthPackageId, AllocationId }, context) {
    const member = await memberNamed(tx, AllocationId, context);
    const key = ownKey(context, BandwidthPackageId);
    const bandwidthPackage = await tx.first(ownBandwidthPackageToChange, key);
    return { member, bandwidthPackage, bandwidthPackageId: BandwidthPackageId };
  },

  async change(tx, { member }) {
    if (member) await changeMember(tx, member, IN_NO_PACKAGE);
    return {};
  },
});
