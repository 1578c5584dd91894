import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { Ipv6AddressBandwidthRow } from '#store/schema/ipv6-gateway.ts';
import { existsRule, notInPackage } from './bandwidth.rules.ts';
import { removeBandwidth } from './remove.ts';
import { ownBandwidthToChange } from './rows.ts';

interface ReleaseFacts {
  readonly bandwidth: Ipv6AddressBandwidthRow | undefined;
}

/** The preconditions of ReleaseIpv6AddressBandwidth: its page's table, as far as it was seen. */
const releaseRules: readonly Rule<ReleaseFacts>[] = [existsRule, notInPackage];

/**
 * Releases the public bandwidth of an IPv6 address, at once. The address stays on its interface.
 */
export const releaseIpv6AddressBandwidth = writeAction({
  name: 'ReleaseIpv6AddressBandwidth',
  summary: 'take the public bandwidth of an IPv6 address back',
  parameters: () => z.object({ AllocationId: id() }),
  result: () => z.object({}),
  rules: releaseRules,

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
