import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer, note } from '#core/parameters.ts';
import type { Ipv6AddressBandwidthRow } from '#store/schema/ipv6-gateway.ts';
import { vpcRefusals } from '../refusals.ts';
import { type BandwidthFacts, existsRule, notInPackage } from './bandwidth.rules.ts';
import { mostLater } from './bandwidth.ts';
import { ownBandwidthToChange } from './rows.ts';

interface ModifyFacts extends BandwidthFacts {
  readonly bandwidth:
    | Pick<Ipv6AddressBandwidthRow, 'id' | 'billing_type' | 'bandwidth_package_id'>
    | undefined;
  /** The requested bandwidth; undefined to keep it. */
  readonly wanted: number | undefined;
  /** The most that its billing type allows. */
  readonly allowed: number;
}

/** The preconditions of ModifyIpv6AddressBandwidth: its page's table, as far as it was seen. */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  existsRule,
  {
    ...notInPackage,
    broken: (facts) => facts.wanted !== undefined && notInPackage.broken(facts),
  },
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ bandwidth, wanted, allowed }) =>
      bandwidth && wanted !== undefined && wanted > allowed,
    because: ({ bandwidth, wanted, allowed }) =>
      `${wanted ?? 'no change'} of ${allowed} Mbps for BillingType ${bandwidth?.billing_type ?? '?'}`,
  },
];

/** Changes how much public bandwidth an IPv6 address has, at once. */
export const modifyIpv6AddressBandwidth = writeAction({
  name: 'ModifyIpv6AddressBandwidth',
  summary: 'change the public bandwidth of an IPv6 address',
  parameters: () =>
    z.object({
      AllocationId: id(),
      Bandwidth: note(integer(1, 1_000_000), {
        malformed: vpcRefusals.Ipv6BandwidthTooSmall,
        tooLong: vpcRefusals.EipBandwidthTooLarge,
      }).optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,
  refusals: [vpcRefusals.Ipv6BandwidthTooSmall],

  async facts(tx, { AllocationId, Bandwidth }, context) {
    const key = ownKey(context, AllocationId);
    const bandwidth = await tx.first(ownBandwidthToChange, key);
    return { bandwidth, wanted: Bandwidth, allowed: mostLater(bandwidth?.billing_type ?? 0) };
  },

  async change(tx, _, { AllocationId, Bandwidth }) {
    await tx.update('ipv6_address_bandwidth', AllocationId, {
      ...(Bandwidth !== undefined && { bandwidth: Bandwidth }),
    });
    tx.touch('ipv6_address_bandwidth', AllocationId);
    return {};
  },
});
