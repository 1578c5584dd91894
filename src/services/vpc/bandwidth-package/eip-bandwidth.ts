import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { bandwidth } from '../eip/bandwidth.ts';
import { vpcRefusals } from '../refusals.ts';
import { isInPackage, settledMember } from './member.rules.ts';
import { changeMember, type Member, memberNamed } from './member.ts';
import { ownBandwidthPackageToChange } from './rows.ts';

interface CancelFacts {
  readonly member: Member | undefined;
  readonly bandwidthPackageId: undefined;
}

interface ModifyFacts extends CancelFacts {
  readonly wanted: number;
  /** The bandwidth of the package that it is in. */
  readonly most: number | undefined;
}

/** No table of the two actions was found: their preconditions are ours. */
const cancelRules: readonly Rule<CancelFacts>[] = [...settledMember, isInPackage];

const modifyRules: readonly Rule<ModifyFacts>[] = [
  ...cancelRules,
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ wanted, most }) => most !== undefined && wanted > most,
    because: ({ wanted, most }) => `${wanted} Mbps of the ${most ?? '?'} of the package`,
  },
];

/** Limits what one EIP takes of the bandwidth of its package, at once. */
export const modifyBandwidthPackageEipBandwidth = writeAction({
  name: 'ModifyBandwidthPackageEipBandwidth',
  summary: 'limit what an EIP takes of the bandwidth of its package',
  parameters: () => z.object({ AllocationId: id(), Bandwidth: bandwidth() }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { AllocationId, Bandwidth }, context) {
    const member = await memberNamed(tx, AllocationId, context);
    const key = ownKey(context, member?.packageId ?? '');
    const bandwidthPackage = await tx.first(ownBandwidthPackageToChange, key);
    return {
      member,
      bandwidthPackageId: undefined,
      wanted: Bandwidth,
      most: bandwidthPackage?.bandwidth,
    };
  },

  async change(tx, { member }, { Bandwidth }) {
    if (member) await changeMember(tx, member, { independent_bandwidth: Bandwidth });
    return {};
  },
});

/** Lets an EIP take all of the bandwidth of its package again, at once. */
export const cancelBandwidthPackageEipBandwidth = writeAction({
  name: 'CancelBandwidthPackageEipBandwidth',
  summary: 'let an EIP take all of the bandwidth of its package again',
  parameters: () => z.object({ AllocationId: id() }),
  result: () => z.object({}),
  rules: cancelRules,

  async facts(tx, { AllocationId }, context) {
    return {
      member: await memberNamed(tx, AllocationId, context),
      bandwidthPackageId: undefined,
    };
  },

  async change(tx, { member }) {
    if (member) await changeMember(tx, member, { independent_bandwidth: 0 });
    return {};
  },
});
