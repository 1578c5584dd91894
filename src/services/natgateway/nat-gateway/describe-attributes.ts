import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { natRefusals } from '../refusals.ts';
import { ownNatGateway } from './rows.ts';
import { natGatewayAttributesResult, viewNatGateways } from './view.ts';

/** Shows one of the caller's NAT gateways. */
export const describeNatGatewayAttributes = readAction({
  name: 'DescribeNatGatewayAttributes',
  summary: 'show one NAT gateway',
  parameters: () => z.object({ NatGatewayId: id() }),
  result: natGatewayAttributesResult,
  refusals: [natRefusals.NatGatewayNotFound],

  async view(tx, { NatGatewayId }, context) {
    const row = await tx.first(ownNatGateway, ownKey(context, NatGatewayId));
    const [found] = row === undefined ? [] : await viewNatGateways(tx, [row]);
    if (found === undefined) return refuse(natRefusals.NatGatewayNotFound);
    const { DirectMode: _, ...attributes } = found;
    return attributes;
  },
});
