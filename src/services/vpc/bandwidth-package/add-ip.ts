import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { addRules } from './member.rules.ts';
import { changeMember, memberNamed } from './member.ts';
import { ownBandwidthPackageToChange } from './rows.ts';

/** Puts an EIP, or the public bandwidth of an IPv6 address, into a bandwidth package, at once. */
export const addBandwidthPackageIp = writeAction({
  name: 'AddBandwidthPackageIp',
  summary: 'put an EIP or the public bandwidth of an IPv6 address into a bandwidth package',
  parameters: () => z.object({ BandwidthPackageId: id(), AllocationId: id() }),
  result: () => z.object({}),
  rules: addRules,

  async facts(tx, { BandwidthPackageId, AllocationId }, context) {
    const member = await memberNamed(tx, AllocationId, context);
    const key = ownKey(context, BandwidthPackageId);
    return {
      member,
      joining: member,
      bandwidthPackageId: BandwidthPackageId,
      bandwidthPackage: await tx.first(ownBandwidthPackageToChange, key),
    };
  },

  async change(tx, { member }, { BandwidthPackageId }) {
    if (member) await changeMember(tx, member, { bandwidth_package_id: BandwidthPackageId });
    return {};
  },
});
