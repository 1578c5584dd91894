import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownVpc } from './rows.ts';
import { viewVpcs, vpcResult } from './view.ts';

/** Shows one VPC in full; clients poll this to see a transition end. */
export const describeVpcAttributes = readAction({
  name: 'DescribeVpcAttributes',
  summary: 'show one VPC',
  parameters: () => z.object({ VpcId: id() }),
  result: vpcResult,
  refusals: [vpcRefusals.VpcNotFound],

  async view(tx, { VpcId }, context) {
    const row = await tx.first(ownVpc, ownKey(context, VpcId));
    const [view] = row === undefined ? [] : await viewVpcs(tx, [row]);
    return view ?? refuse(vpcRefusals.VpcNotFound);
  },
});
