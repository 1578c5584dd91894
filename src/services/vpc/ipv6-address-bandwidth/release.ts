import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { existsRule } from './bandwidth.rules.ts';
import { removeBandwidth } from './remove.ts';
import { ownBandwidthToChange } from './rows.ts';

/**
 * Releases the public bandwidth of an IPv6 address, at once. The address stays on its interface.
 */
export const releaseIpv6AddressBandwidth = writeAction({
  name: 'ReleaseIpv6AddressBandwidth',
  summary: 'take the public bandwidth of an IPv6 address back',
  parameters: z.object({ AllocationId: id() }),
  result: z.object({}),
  rules: [existsRule],

  async facts(tx, { AllocationId }, context) {
    const key = ownKey(context, AllocationId);
    return { bandwidth: await tx.first(ownBandwidthToChange, key) };
  },

  async change(tx, { bandwidth }, { AllocationId }) {
    await removeBandwidth(tx, AllocationId);
    if (bandwidth) tx.touch('vpc', bandwidth.vpc_id);
    return {};
  },
});
