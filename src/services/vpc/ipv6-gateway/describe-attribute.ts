import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownIpv6Gateway } from './rows.ts';
import { ipv6GatewayResult, viewIpv6Gateways } from './view.ts';

/** Shows one IPv6 gateway in full. */
export const describeIpv6GatewayAttribute = readAction({
  name: 'DescribeIpv6GatewayAttribute',
  summary: 'show one IPv6 gateway',
  parameters: () => z.object({ Ipv6GatewayId: id() }),
  result: ipv6GatewayResult,
  refusals: [vpcRefusals.Ipv6GatewayNotFound],

  async view(tx, { Ipv6GatewayId }, context) {
    const key = ownKey(context, Ipv6GatewayId);
    const row = await tx.first(ownIpv6Gateway, key);
    const [view] = row === undefined ? [] : await viewIpv6Gateways(tx, [row]);
    return view ?? refuse(vpcRefusals.Ipv6GatewayNotFound);
  },
});
