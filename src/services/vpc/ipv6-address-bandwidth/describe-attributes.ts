import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownBandwidth } from './rows.ts';
import { common, viewBandwidths } from './view.ts';

/** Shows the public bandwidth of one IPv6 address in full. */
export const describeIpv6AddressBandwidthAttributes = readAction({
  name: 'DescribeIpv6AddressBandwidthAttributes',
  summary: 'show the public bandwidth of one IPv6 address',
  parameters: () => z.object({ AllocationId: id() }),
  // Source: the SDK's types.
  result: () =>
    z.object({
      ...common(),
      ServiceManaged: z.boolean(),
      IndependentLimited: z.boolean(),
      ReservationBandwidth: z.int(),
      UpdateTime: z.string(),
      DeleteTime: z.string(),
    }),
  refusals: [vpcRefusals.EipNotFound],

  async view(tx, { AllocationId }, context) {
    const key = ownKey(context, AllocationId);
    const row = await tx.first(ownBandwidth, key);
    if (row === undefined) refuse(vpcRefusals.EipNotFound);
    const [view] = await viewBandwidths(tx, [row]);
    if (view === undefined) refuse(vpcRefusals.EipNotFound);
    return {
      ...view,
      ServiceManaged: false,
      IndependentLimited: row.independent_bandwidth > 0,
      ReservationBandwidth: 0,
      UpdateTime: beijing(row.updated_at),
      DeleteTime: '',
    };
  },
});
